package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an output that the function saved: another tensor over its memory, with a node of its own, after the
 * output's in the graph. The hook on that node may hold the outputs, which come before it, without a circle, and hands
 * them to the pass that comes through.
 */
final class OutputAlias {
    private final List<org.bytedeco.pytorch.Tensor> outputs = new ArrayList<>();
    private final WeakNative alias;
    private final int index;
    private final FunctionPasses passes;
    private final long version;

    private OutputAlias(List<org.bytedeco.pytorch.Tensor> outputs, int index, Tensor alias, FunctionPasses passes) {
        this.index = index;
        this.passes = passes;
        for (org.bytedeco.pytorch.Tensor output : outputs) {
            this.outputs.add(new org.bytedeco.pytorch.Tensor(output));
        }
        this.alias = WeakNative.of(alias.handle());
        version = alias.handle().__dispatch__version();
    }

    /**
     * Makes an alias.
     *
     * @param outputs all outputs of one application of a function; they stay the caller's
     * @param index the one that the alias is for
     * @param passes told of the outputs by each pass through the alias
     */
    static Tensor of(List<org.bytedeco.pytorch.Tensor> outputs, int index, FunctionPasses passes) {
        Tensor output = Tensor.own(new org.bytedeco.pytorch.Tensor(outputs.get(index)));
        Tensor alias = (Tensor) Objects.requireNonNull(BoxedOp.call("aten::_unsafe_view", output, output.shape()));
        OutputAlias held = new OutputAlias(outputs, index, alias, passes);
        GradHooks.register(
                alias.handle(),
                grad -> {
                    passes.outputs(held.copies());
                    return null;
                },
                held::release);
        GradHooks.name(alias.handle(), passes.nodeName());
        return alias;
    }

    private List<org.bytedeco.pytorch.Tensor> copies() {
        org.bytedeco.pytorch.@Nullable Tensor user = alias.tensor();
        if (user != null) {
            SavedTensors.checkVersion(user, version, passes.nodeName(), index);
            user.close();
        }
        List<org.bytedeco.pytorch.Tensor> copies = new ArrayList<>();
        for (org.bytedeco.pytorch.Tensor output : outputs) {
            copies.add(new org.bytedeco.pytorch.Tensor(output));
        }
        return copies;
    }

    private void release() {
        outputs.forEach(org.bytedeco.pytorch.Tensor::close);
        alias.close();
    }
}
