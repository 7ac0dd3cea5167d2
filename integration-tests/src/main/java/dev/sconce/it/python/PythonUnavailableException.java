package dev.sconce.it.python;

/** There is no Python with PyTorch, and none could be made; the message says what was tried and what helps. */
public final class PythonUnavailableException extends RuntimeException {

    PythonUnavailableException(String message) {
        super(message);
    }
}
