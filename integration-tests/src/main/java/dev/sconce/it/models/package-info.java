/**
 * Networks that many know, written in Java class by class as their Python originals have them, so that the state dicts of
 * those load with no key renamed and the printed text is the same.
 *
 * <p>Of torchvision: {@link dev.sconce.it.models.ResNet} (start here), {@link dev.sconce.it.models.AlexNet},
 * {@link dev.sconce.it.models.VGG} and, in packages of their own, MobileNetV3, EfficientNet, DenseNet and the vision
 * transformer. Of transformers: GPT-2 and BERT, in packages of their own. Of our own {@code small_models.py}:
 * {@link dev.sconce.it.models.UNet} and {@link dev.sconce.it.models.LSTMTagger}.
 *
 * <p>Fresh weights are drawn as the layers draw them, not by the models' own schemes: they are there to be loaded.
 */
@NullMarked
package dev.sconce.it.models;

import org.jspecify.annotations.NullMarked;
