/** {@code torchvision.models.vision_transformer}. Start at {@link dev.sconce.it.models.vit.VisionTransformer}. */
@NullMarked
package dev.sconce.it.models.vit;

import org.jspecify.annotations.NullMarked;
