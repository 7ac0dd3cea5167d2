/** What the modules of Sconce share and nobody else should use. */
@NullMarked
package dev.sconce.torch.internal;

import org.jspecify.annotations.NullMarked;
