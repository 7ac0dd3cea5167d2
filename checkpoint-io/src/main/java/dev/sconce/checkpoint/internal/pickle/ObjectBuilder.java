package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says what the names in a pickle mean: the one place where a pickle's requests to call something end. */
public interface ObjectBuilder {
    /**
     * A class or function is named.
     *
     * @param module by its Python 3 name
     * @param offset where in the pickle
     * @throws CheckpointFormatException if no such name is acceptable
     */
    PyValue global(String module, String name, long offset) throws IOException;

    /**
     * Python would call it with these arguments ({@code REDUCE}).
     *
     * @throws CheckpointFormatException if it is nothing that can be called, or not with these arguments
     */
    PyValue call(PyValue callable, PyTuple arguments) throws IOException;

    /**
     * Python would make an instance of it ({@code NEWOBJ}, {@code INST}, {@code OBJ}).
     *
     * @throws CheckpointFormatException if it is no class, or not made with these arguments
     */
    PyValue newObject(PyValue type, PyTuple arguments, @Nullable PyDict keywords) throws IOException;

    /**
     * Python would give the object this state ({@code BUILD}).
     *
     * @return the object, or what stands for it from now on
     * @throws CheckpointFormatException if the object takes no such state
     */
    PyValue build(PyValue object, PyValue state) throws IOException;

    /**
     * Something that lies outside the pickle is referred to.
     *
     * @throws CheckpointFormatException if there is no such thing
     */
    PyValue persistentId(PyValue id) throws IOException;
}
