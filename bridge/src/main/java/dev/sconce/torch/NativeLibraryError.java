package dev.sconce.torch;

/**
 * The native library could not be loaded; the message names the platform and what to do about it.
 *
 * <p>An error and not an exception, since it comes out of the static initializers of this package's classes, where the JVM
 * would wrap an exception in another one.
 */
public final class NativeLibraryError extends LinkageError {
    private static final long serialVersionUID = 1;

    NativeLibraryError(String message, Throwable cause) {
        super(message, cause);
    }
}
