/**
 * Runs Python scripts beside Java, for the live tests and the benchmarks.
 *
 * <p>Start at {@link dev.sconce.it.python.PythonScript}, which runs one script of {@code src/main/python} in the
 * interpreter that {@link dev.sconce.it.python.PythonEnvironment} finds or makes. Scripts hand tensors back as
 * {@code .pth} files, which the Java side reads with the code that is under test.
 */
@NullMarked
package dev.sconce.it.python;

import org.jspecify.annotations.NullMarked;
