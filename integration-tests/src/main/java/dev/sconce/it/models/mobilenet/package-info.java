/** {@code torchvision.models.mobilenetv3}. Start at {@link dev.sconce.it.models.mobilenet.MobileNetV3}. */
@NullMarked
package dev.sconce.it.models.mobilenet;

import org.jspecify.annotations.NullMarked;
