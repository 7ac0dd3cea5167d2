/**
 * Networks of torchvision, written in Java class by class as torchvision has them, so that its state dicts load with no
 * key renamed. Start at {@link dev.sconce.it.models.ResNet}.
 */
@NullMarked
package dev.sconce.it.models;

import org.jspecify.annotations.NullMarked;
