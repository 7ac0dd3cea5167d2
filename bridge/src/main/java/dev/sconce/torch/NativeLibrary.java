package dev.sconce.torch;

import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.StringSupplier;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch, once in a JVM. Every class of this package that calls native code does so after {@link #load()}.
 *
 * <p>JavaCPP reads its system properties when its own classes are initialized, so they are set here first; a value that
 * the user has set stays.
 */
final class NativeLibrary {
    private static final String PREFIX = "org.bytedeco.javacpp.";
    private static final String LOAD_LIBRARIES = PREFIX + "loadLibraries";
    private static final String HUGE_PAGES = "THP_MEM_ALLOC_ENABLE";

    /** The version of PyTorch that the presets were built for. */
    static final String TORCH_VERSION = "2.13.0";

    /** The flavour of natives that is named where there are none for GPUs. */
    static final String NO_GPU = "-cpu";

    private static volatile boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library if it is not loaded yet.
     *
     * @throws NativeLibraryError where this platform is not served
     */
    static void load() {
        if (!loaded) {
            loadOnce();
        }
    }

    private static synchronized void loadOnce() {
        if (loaded) {
            return;
        }
        LibtorchFolder own = LibtorchFolder.chosen();
        try {
            if (own != null) {
                own.use(TORCH_VERSION);
            }
            setDefault(PREFIX + "maxPhysicalBytes", "0"); // reads /proc at every allocation; see NativeMemory
            if (!hasGpuNatives()) {
                // Naming another flavour spares the search for some thirty CUDA libraries.
                setDefault(PREFIX + "platform.extension", NO_GPU);
                if (own == null) {
                    NativeSearch.shorten();
                }
            }
            checkVersionsSilently();
            Loader.load(torch.class);
            if (own != null) {
                own.checkLoaded();
            }
            ErrorText.dropFrames();
            useHugePages();
            keepFreedMemory();
            loaded = true;
        } catch (IllegalStateException e) {
            throw new NativeLibraryError(String.valueOf(e.getMessage()), e);
        } catch (LinkageError | RuntimeException e) {
            throw new NativeLibraryError(explain(e), e);
        }
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static boolean hasGpuNatives() {
        String folder = "org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu";
        return NativeLibrary.class.getClassLoader().getResource(folder) != null;
    }

    /**
     * The OpenBLAS presets on Maven Central are one release behind those of PyTorch. That pair works, and it is what we
     * test, but the presets would print a warning on standard error at every start. They keep quiet while JavaCPP is
     * told that nothing will be loaded, and they check only once.
     */
    private static void checkVersionsSilently() {
        String before = System.getProperty(LOAD_LIBRARIES);
        System.setProperty(LOAD_LIBRARIES, "false");
        try {
            Class.forName("org.bytedeco.openblas.presets.openblas_nolapack");
        } catch (ClassNotFoundException e) {
            throw new NoClassDefFoundError(e.getMessage());
        } finally {
            if (before == null) {
                System.clearProperty(LOAD_LIBRARIES);
            } else {
                System.setProperty(LOAD_LIBRARIES, before);
            }
        }
    }

    /**
     * Has libtorch ask Linux for huge pages under tensors of 2 MiB and more, an option of c10's {@code alloc_cpu.cpp} that it
     * reads at its first allocation. Gradients are new memory in every step: of the page faults of a ResNet-18's training step
     * one in five is left, and it takes about a tenth less time. Whoever has set the variable is not overruled.
     */
    private static void useHugePages() {
        if (Loader.getPlatform().startsWith("linux")) {
            torch.set_env(HUGE_PAGES, "1", false);
        }
    }

    /**
     * Has glibc keep up to 64 MiB of freed memory for the next tensors. By itself it gives blocks of more than 128 KiB back
     * to the system at once, and every forward pass pays for fresh pages; but it learns from the largest block that was
     * freed, up to 32 MiB. This one is never touched, so that it costs nothing. Other allocators are not impressed.
     */
    private static void keepFreedMemory() {
        try (var none = new MemoryFormatOptional();
                var bytes = new TensorOptions(torch.ScalarType.Byte)) {
            torch.empty(new long[] {(32L << 20) - (64L << 10)}, bytes, none).close();
        }
    }

    private static String explain(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        String remedy;
        if (text.contains("GLIBC_") || text.contains("GLIBCXX_")) {
            remedy = "this system's C library is too old: libtorch needs glibc 2.35 or newer"
                    + " (Ubuntu 22.04, Debian 12, or a container with one of them)";
        } else if (text.toLowerCase(Locale.ROOT).contains("could not find")
                || text.contains("no jni")
                || failure instanceof NoClassDefFoundError) {
            remedy = "the natives of this platform are not on the class path: depend on org.bytedeco:pytorch, :openblas"
                    + " and :javacpp with the classifier linux-x86_64, macosx-arm64 or windows-x86_64;"
                    + " on the module path, add --add-modules for org.bytedeco.pytorch.<platform>,"
                    + " org.bytedeco.openblas.<platform> and org.bytedeco.javacpp.<platform>";
        } else {
            remedy = "see the cause";
        }
        return "libtorch could not be loaded on " + platform + ": " + remedy + " (" + text + ")";
    }

    /** Error messages without C++ stack frames: collecting them makes an exception a hundred times slower. */
    private static final class ErrorText {
        // Both are held for good: the native side keeps only a weak reference to the callback.
        private static final BytePointer EMPTY = new BytePointer("");
        private static final StringSupplier NO_FRAMES = new StringSupplier() {
            @Override
            public BytePointer call() {
                return EMPTY;
            }
        };

        static void dropFrames() {
            EMPTY.retainReference(); // a PointerScope may be open here
            NO_FRAMES.retainReference();
            torch.SetStackTraceFetcher(NO_FRAMES);
        }
    }
}
