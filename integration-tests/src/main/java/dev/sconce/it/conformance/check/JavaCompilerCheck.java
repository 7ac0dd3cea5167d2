package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.semantics.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Asks Java's compiler: a statement must compile with the right expression and must not with the wrong one. */
final class JavaCompilerCheck {
    private static final String CLASS = """
            import dev.sconce.nn.*;
            import dev.sconce.nn.Module;
            import dev.sconce.optim.*;
            import dev.sconce.torch.*;
            import java.util.*;
            class Statement {
                static void run() {
                    %s
                }
            }
            """;

    private JavaCompilerCheck() {}

    static void run(String where, Refused refused) {
        List<String> right = errors(refused.template().replace("%s", refused.right()));
        if (!right.isEmpty()) {
            throw new Mismatch(where, "the right one of two statements does not compile: " + right);
        }
        String wrong = refused.template().replace("%s", refused.wrong());
        if (errors(wrong).isEmpty()) {
            throw new Mismatch(where, "compiles: " + wrong);
        }
    }

    private static List<String> errors(String statement) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("there is no Java compiler: run with a JDK, not with a JRE");
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileManager files = new Nowhere(compiler.getStandardFileManager(found, null, null));
        List<String> options = List.of("-proc:none", "--release", "17", "-cp", System.getProperty("java.class.path"));
        compiler.getTask(null, files, found, options, null, List.of(new Source(CLASS.formatted(statement))))
                .call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(null))
                .toList();
    }

    /** A source in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Statement.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Throws the class files away. */
    private static final class Nowhere extends ForwardingJavaFileManager<JavaFileManager> {
        Nowhere(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("string:///" + className + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    return OutputStream.nullOutputStream();
                }
            };
        }
    }
}
