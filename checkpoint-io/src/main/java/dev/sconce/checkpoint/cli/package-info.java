/**
 * The command line {@code sconce}: looks into checkpoints, checks, compares and converts them.
 *
 * <p>Start at {@link dev.sconce.checkpoint.cli.Sconce}. This is the only package that needs picocli.
 */
@NullMarked
package dev.sconce.checkpoint.cli;

import org.jspecify.annotations.NullMarked;
