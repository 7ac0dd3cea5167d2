package dev.sconce.it.live;

import dev.sconce.it.models.ResNet;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.nn.CrossEntropyLoss;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@LiveTest
@ExtendWith(SingleThread.class)
class ResNet18Test {

    @Test
    void printsLoadsComputesAndLearnsAsTorchvisions(@TempDir Path folder) throws Exception {
        PythonScript.run("resnet18.py", folder);

        new Reference(folder, "resnet18").check(ResNet.resnet18(), new CrossEntropyLoss()::call);
    }
}
