package dev.sconce.it.live;

import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.save;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.sconce.it.example.DigitsExample;
import dev.sconce.it.example.DigitsNet;
import dev.sconce.it.models.ResNet;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.nn.Module;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python describes its own file and Java's copy of it, through {@code weights_only} and through {@code mmap}. */
@LiveTest
class PythonReadsJavaTest {

    @TempDir
    private Path folder;

    @Test
    void theDigitsNetwork() throws Exception {
        checkCopy(DigitsExample.checkpoint(folder), new DigitsNet());
    }

    @Test
    void aResNet18() throws Exception {
        PythonScript.run("resnet18.py", folder);

        checkCopy(folder.resolve("resnet18.pth"), ResNet.resnet18());
    }

    @Test
    void aLayerInTwoPlacesStaysOneStorage() throws Exception {
        PythonScript.run("course_networks.py", folder);

        checkCopy(folder.resolve("shared_layer.pth"), CourseNetworks.sharedLayer());
    }

    /** Through a network's own state dict, not the one that was read. */
    private void checkCopy(Path original, Module net) throws Exception {
        Path copy = folder.resolve("copy.pth");
        net.loadStateDict(load(original).stateDict());
        save(net.stateDict(), copy);

        assertThat(describe(copy)).isEqualTo(describe(original));
    }

    private JsonElement describe(Path checkpoint) throws Exception {
        Path json = folder.resolve("described.json");
        PythonScript.run("describe.py", checkpoint, json);
        return JsonParser.parseString(Files.readString(json));
    }
}
