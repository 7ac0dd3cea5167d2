package dev.sconce.it.live;

import static dev.sconce.torch.Torch.load;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.MSELoss;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.Tensor;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@LiveTest
@ExtendWith(SingleThread.class)
class CourseNetworksTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void recordInPython() {
        PythonScript.run("course_networks.py", folder);
    }

    @Test
    void leNet() throws Exception {
        reference("lenet").check(new CourseNetworks.LeNet(), new CrossEntropyLoss()::call);
    }

    @Test
    void blocksInBlocks() throws Exception {
        reference("nested_blocks").check(CourseNetworks.nestedBlocks(), new MSELoss()::call);
    }

    @Test
    void networksOfTheUsersInASequential() throws Exception {
        Tensor randWeight =
                load(folder.resolve("chimera_rand_weight.pth")).stateDict().get("rand_weight");

        reference("chimera").check(CourseNetworks.chimera(Objects.requireNonNull(randWeight)), new MSELoss()::call);
    }

    @Test
    void layersOfTheUsersOwn() throws Exception {
        reference("custom_layers").check(CourseNetworks.customLayers(), new MSELoss()::call);
    }

    @Test
    void convolutionsWithBatchNormInPlace() throws Exception {
        reference("double_conv").check(new CourseNetworks.DoubleConv(1, 4), new MSELoss()::call);
    }

    @Test
    void oneLayerInTwoPlaces() throws Exception {
        reference("shared_layer").check(CourseNetworks.sharedLayer(), new MSELoss()::call);
    }

    private static Reference reference(String name) {
        return new Reference(folder, name);
    }
}
