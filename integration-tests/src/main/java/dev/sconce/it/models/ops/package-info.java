/** Blocks that several of torchvision's models share: {@code torchvision.ops}. */
@NullMarked
package dev.sconce.it.models.ops;

import org.jspecify.annotations.NullMarked;
