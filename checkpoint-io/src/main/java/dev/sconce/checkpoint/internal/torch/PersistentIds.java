package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;

/** What a pickle refers to outside itself. */
@FunctionalInterface
public interface PersistentIds {
    /**
     * The value that an id stands for.
     *
     * @throws IOException if there is none, or it cannot be read
     */
    PyValue resolve(PyValue id) throws IOException;
}
