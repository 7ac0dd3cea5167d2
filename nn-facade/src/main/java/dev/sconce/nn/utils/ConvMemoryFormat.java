package dev.sconce.nn.utils;

import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Conv3d;
import dev.sconce.nn.ConvNd;
import dev.sconce.nn.ConvTranspose2d;
import dev.sconce.nn.ConvTranspose3d;
import dev.sconce.nn.Module;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.TensorScope;

/**
 * The order in memory of the weights of convolutions alone, unlike {@link Module#to(MemoryFormat)}:
 * {@code torch.nn.utils.memory_format}.
 */
public final class ConvMemoryFormat {
    private ConvMemoryFormat() {}

    /**
     * Gives the weights of all 2-dimensional convolutions, transposed ones too, another order in memory.
     *
     * @param module a module; what is in it is converted too
     * @param memoryFormat {@link MemoryFormat#CHANNELS_LAST} or {@link MemoryFormat#CONTIGUOUS}
     * @param <M> the module's class
     * @return {@code module}
     */
    public static <M extends Module> M convertConv2dWeightMemoryFormat(M module, MemoryFormat memoryFormat) {
        for (Module part : module.modules()) {
            if (part instanceof Conv2d || part instanceof ConvTranspose2d) {
                convert((ConvNd) part, memoryFormat);
            }
        }
        return module;
    }

    /**
     * Gives the weights of all 3-dimensional convolutions, transposed ones too, another order in memory.
     *
     * @param module a module; what is in it is converted too
     * @param memoryFormat {@link MemoryFormat#CHANNELS_LAST_3D} or {@link MemoryFormat#CONTIGUOUS}
     * @param <M> the module's class
     * @return {@code module}
     */
    public static <M extends Module> M convertConv3dWeightMemoryFormat(M module, MemoryFormat memoryFormat) {
        for (Module part : module.modules()) {
            if (part instanceof Conv3d || part instanceof ConvTranspose3d) {
                convert((ConvNd) part, memoryFormat);
            }
        }
        return module;
    }

    private static void convert(ConvNd conv, MemoryFormat memoryFormat) {
        try (var scope = new TensorScope()) {
            conv.weight.setData(conv.weight.detach().clone(memoryFormat));
        }
    }
}
