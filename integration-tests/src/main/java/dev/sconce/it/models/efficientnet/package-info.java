/** {@code torchvision.models.efficientnet}. Start at {@link dev.sconce.it.models.efficientnet.EfficientNet}. */
@NullMarked
package dev.sconce.it.models.efficientnet;

import org.jspecify.annotations.NullMarked;
