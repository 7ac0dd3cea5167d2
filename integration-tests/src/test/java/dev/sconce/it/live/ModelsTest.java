package dev.sconce.it.live;

import static dev.sconce.it.live.Reference.tensor;
import static dev.sconce.torch.Torch.cat;

import dev.sconce.it.models.AlexNet;
import dev.sconce.it.models.LSTMTagger;
import dev.sconce.it.models.ResNet;
import dev.sconce.it.models.UNet;
import dev.sconce.it.models.VGG;
import dev.sconce.it.models.bert.BertConfig;
import dev.sconce.it.models.bert.BertModel;
import dev.sconce.it.models.densenet.DenseNet;
import dev.sconce.it.models.efficientnet.EfficientNet;
import dev.sconce.it.models.gpt2.GPT2Config;
import dev.sconce.it.models.gpt2.GPT2LMHeadModel;
import dev.sconce.it.models.mobilenet.MobileNetV3;
import dev.sconce.it.models.vit.VisionTransformer;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.Layer;
import dev.sconce.nn.MSELoss;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The networks that {@code models.py} recorded print, load, compute and learn in Java as in Python. */
@LiveTest
@ExtendWith(SingleThread.class)
class ModelsTest {
    private static final int NARROW = 64; // WIDTH in models.py

    @TempDir
    private static Path folder;

    @BeforeAll
    static void recordInPython() {
        PythonScript.run("models.py", folder);
    }

    @Test
    void alexNet() throws Exception {
        checkClassifier("alexnet", new AlexNet(NARROW, 0.0));
    }

    @Test
    void vgg11() throws Exception {
        checkClassifier("vgg11", VGG.vgg11(NARROW, 0.0));
    }

    @Test
    void resNet18() throws Exception {
        checkClassifier("resnet18", ResNet.resnet18());
    }

    @Test
    void resNet50() throws Exception {
        checkClassifier("resnet50", ResNet.resnet50());
    }

    @Test
    void mobileNetV3Small() throws Exception {
        checkClassifier("mobilenet_v3_small", MobileNetV3.small(0.0));
    }

    @Test
    void mobileNetV3Large() throws Exception {
        checkClassifier("mobilenet_v3_large", MobileNetV3.large(0.0));
    }

    @Test
    void denseNet121() throws Exception {
        checkClassifier("densenet121", DenseNet.densenet121());
    }

    @Test
    void efficientNetB0() throws Exception {
        checkClassifier("efficientnet_b0", EfficientNet.b0(0.0, 0.0));
    }

    @Test
    void visionTransformerB16() throws Exception {
        checkClassifier("vit_b_16", new VisionTransformer(64, 16, 12, 12, 96, 384));
    }

    @Test
    void gpt2() throws Exception {
        GPT2LMHeadModel net = new GPT2LMHeadModel(new GPT2Config(500, 64, 96, 12, 12, 0.0));

        new Reference(folder, "gpt2").check(net, ModelsTest::tokenLoss);
    }

    @Test
    void bert() throws Exception {
        BertModel net = new BertModel(new BertConfig(500, 96, 12, 12, 384, 64, 0.0));

        new Reference(folder, "bert")
                .check(
                        net,
                        trace -> {
                            BertModel.Output output = net.call(
                                    tensor(trace, "input_ids"),
                                    tensor(trace, "attention_mask"),
                                    tensor(trace, "token_type_ids"));
                            return cat(
                                    List.of(
                                            output.lastHiddenState(),
                                            output.poolerOutput().unsqueeze(1)),
                                    1);
                        },
                        new MSELoss()::call);
    }

    @Test
    void uNet() throws Exception {
        checkClassifier("unet", new UNet(3, 2, List.of(8L, 16L, 32L)));
    }

    @Test
    void lstmTagger() throws Exception {
        LSTMTagger net = new LSTMTagger(200, 7, 24);

        new Reference(folder, "tagger")
                .check(
                        net,
                        trace -> net.call(tensor(trace, "sentences"), tensor(trace, "lengths")),
                        ModelsTest::tokenLoss);
    }

    private static void checkClassifier(String name, Layer net) throws Exception {
        new Reference(folder, name).check(net, new CrossEntropyLoss()::call);
    }

    private static Tensor tokenLoss(Tensor logits, Tensor target) {
        return F.crossEntropy(logits.flatten(0, 1), target.flatten());
    }
}
