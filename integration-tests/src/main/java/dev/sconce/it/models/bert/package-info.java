/**
 * {@code transformers.models.bert}, as an encoder. Start at {@link dev.sconce.it.models.bert.BertModel}.
 */
@NullMarked
package dev.sconce.it.models.bert;

import org.jspecify.annotations.NullMarked;
