/** {@code torchvision.models.densenet}. Start at {@link dev.sconce.it.models.densenet.DenseNet}. */
@NullMarked
package dev.sconce.it.models.densenet;

import org.jspecify.annotations.NullMarked;
