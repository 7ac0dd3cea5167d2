/**
 * JSON, as little of it as safetensors headers and shard indexes need: a strict reader and a writer.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.json.JsonReader}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.json;

import org.jspecify.annotations.NullMarked;
