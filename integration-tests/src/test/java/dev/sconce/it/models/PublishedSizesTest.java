package dev.sconce.it.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.models.bert.BertConfig;
import dev.sconce.it.models.bert.BertModel;
import dev.sconce.it.models.densenet.DenseNet;
import dev.sconce.it.models.efficientnet.EfficientNet;
import dev.sconce.it.models.gpt2.GPT2Config;
import dev.sconce.it.models.gpt2.GPT2LMHeadModel;
import dev.sconce.it.models.mobilenet.MobileNetV3;
import dev.sconce.it.models.vit.VisionTransformer;
import dev.sconce.nn.Module;
import dev.sconce.torch.Tensor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In their full width, the networks have as many parameters as torchvision and transformers publish. */
class PublishedSizesTest {

    static Stream<Arguments> networks() {
        return Stream.of(
                network("AlexNet", 61_100_840, () -> new AlexNet(4096, 0.5)),
                network("VGG-11", 132_863_336, () -> VGG.vgg11(4096, 0.5)),
                network("ResNet-18", 11_689_512, ResNet::resnet18),
                network("ResNet-50", 25_557_032, ResNet::resnet50),
                network("MobileNetV3 small", 2_542_856, () -> MobileNetV3.small(0.2)),
                network("MobileNetV3 large", 5_483_032, () -> MobileNetV3.large(0.2)),
                network("DenseNet-121", 7_978_856, DenseNet::densenet121),
                network("EfficientNet-B0", 5_288_548, () -> EfficientNet.b0(0.2, 0.2)),
                network("ViT-B/16", 86_567_656, VisionTransformer::vitB16),
                network("GPT-2 small", 124_439_808, () -> new GPT2LMHeadModel(GPT2Config.small())),
                network("BERT base", 109_482_240, () -> new BertModel(BertConfig.base())));
    }

    private static Arguments network(String name, long parameters, Supplier<Module> make) {
        return Arguments.of(name, parameters, make);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void hasThePublishedNumberOfParameters(String name, long parameters, Supplier<Module> make) {
        assertThat(make.get().parameters().stream().mapToLong(Tensor::numel).sum())
                .as(name)
                .isEqualTo(parameters);
    }
}
