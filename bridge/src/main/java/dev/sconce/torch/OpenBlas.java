package dev.sconce.torch;

import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the bundled OpenBLAS. It is built with a pool of its own, of as many threads as there are processors, and
 * {@code at::set_num_threads} does not reach it: a matrix product would use them all, and each would go on spinning for
 * some 20 ms after it. The presets do not bind {@code openblas_set_num_threads}, so we set the variable that it sets.
 */
final class OpenBlas {
    /** {@code blas_cpu_number} of OpenBLAS' common_thread.h: how many threads an operation uses. */
    private static final String USED = "blas_cpu_number";
    /** {@code blas_num_threads}: how many there are. */
    private static final String STARTED = "blas_num_threads";

    private OpenBlas() {}

    /** Has operations use this many threads, or all that there are if they are fewer; without OpenBLAS, nothing. */
    static void setNumThreads(int threads) {
        IntPointer used = variable(USED);
        IntPointer started = variable(STARTED);
        if (used != null && started != null) {
            used.put(Math.min(threads, Math.max(1, started.get())));
        }
    }

    /** How many threads an operation uses, or 0 without OpenBLAS. */
    static int getNumThreads() {
        IntPointer used = variable(USED);
        return used == null ? 0 : used.get();
    }

    private static @Nullable IntPointer variable(String name) {
        Pointer address = Loader.addressof(name);
        return address == null ? null : new IntPointer(address);
    }
}
