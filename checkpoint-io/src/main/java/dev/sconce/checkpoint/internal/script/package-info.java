/**
 * Archives that hold code beside their weights: of the code, nothing is read.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.script.TorchScriptReader}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.script;

import org.jspecify.annotations.NullMarked;
