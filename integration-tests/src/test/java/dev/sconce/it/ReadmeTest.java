package dev.sconce.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.ProjectFiles;
import dev.sconce.torch.Loaded;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code at the top of the README is compiled, and run on a file and two batches. */
class ReadmeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    private String source() throws IOException {
        String readme = Files.readString(ProjectFiles.module().resolveSibling("README.md"));
        Matcher block = JAVA_BLOCK.matcher(readme);
        assertThat(block.find()).isTrue();
        String code = block.group(1);
        String imports = code.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String body = code.lines()
                .filter(line -> !line.startsWith("import "))
                .collect(Collectors.joining("\n"))
                .replace("Path.of(\"lenet.pth\")", "folder.resolve(\"lenet.pth\")")
                .replace("Path.of(\"tuned.pth\")", "folder.resolve(\"tuned.pth\")");
        // What the README leaves to the reader: the other imports, and where the batches come from.
        return imports + """

                import dev.sconce.nn.*;
                import dev.sconce.nn.functional.F;
                import dev.sconce.optim.*;
                import dev.sconce.torch.*;
                import java.nio.file.Path;
                import java.util.List;
                public class Example {
                    record Batch(Tensor x, Tensor y) {}
                    public static void run(Path folder, List<Tensor[]> data) throws Exception {
                        var batches = data.stream().map(pair -> new Batch(pair[0], pair[1])).toList();
                """ + body + "\n}\n}\n";
    }

    private Class<?> compile(String source) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var file = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(file))
                .call();
        assertThat(compiled).as("%s%n%s", source, messages).isTrue();
        var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        return loader.loadClass("Example");
    }

    @Test
    void should_compile_and_run() throws Exception {
        Method run = compile(source()).getMethod("run", Path.class, List.class);
        try (var scope = new TensorScope()) {
            Torch.manualSeed(0);
            var state = new dev.sconce.torch.StateDict();
            state.put("features.0.weight", Torch.randn(6, 3, 5, 5));
            state.put("features.0.bias", Torch.randn(6));
            state.put("features.3.weight", Torch.randn(16, 6, 5, 5));
            state.put("classifier.0.weight", Torch.randn(120, 400));
            state.put("classifier.0.bias", Torch.randn(120));
            state.put("classifier.2.weight", Torch.randn(10, 120));
            state.put("classifier.2.bias", Torch.randn(10));
            Torch.save(state, folder.resolve("lenet.pth"));
            Tensor images = Torch.randn(4, 3, 32, 32);
            Tensor labels = Torch.zeros(4).to(dev.sconce.torch.DType.INT64);

            run.invoke(null, folder, List.of(new Tensor[] {images, labels}, new Tensor[] {images, labels}));

            Loaded tuned = Torch.load(folder.resolve("tuned.pth"));
            assertThat(tuned.stateDict().keySet()).containsExactlyElementsOf(state.keySet());
            assertThat(tuned.stateDict().get("classifier.2.bias").equal(state.get("classifier.2.bias")))
                    .isFalse();
        }
    }
}
