/**
 * A course in PyTorch, in Java: the programs of five sets of notes from which people learn {@code torch.nn}, as close to
 * line by line as Java allows. Each prints what its twin in {@code src/main/python/course} prints, for the same random
 * numbers; {@link dev.sconce.it.programs.ProgramsTest} compares the two.
 *
 * <p>Start at {@link dev.sconce.it.course.BlocksTest}. On the way from Python: {@code model(x)} is {@code model.call(x)},
 * {@code model[0]} is {@code model.get(0, Linear.class)} where more is wanted of it than to be a module, and
 * {@code x[1:2, 1:2]} is {@code x.get(slice(1, 2), slice(1, 2))}.
 */
@NullMarked
package dev.sconce.it.course;

import org.jspecify.annotations.NullMarked;
