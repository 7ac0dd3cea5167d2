/** Summaries beside those that torchinfo printed. */
@NullMarked
package dev.sconce.it.summary;

import org.jspecify.annotations.NullMarked;
