/** Placeholder. */
@org.jspecify.annotations.NullMarked
package dev.sconce.checkpoint;
