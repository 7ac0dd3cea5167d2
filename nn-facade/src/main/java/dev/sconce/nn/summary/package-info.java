/**
 * What a model is made of, for a person to look at: {@link dev.sconce.nn.summary.Summary}, a table of its layers as
 * torchinfo prints it, and {@link dev.sconce.nn.summary.ModuleDrawing}, its tree of modules as Graphviz text or as SVG.
 */
@NullMarked
package dev.sconce.nn.summary;

import org.jspecify.annotations.NullMarked;
