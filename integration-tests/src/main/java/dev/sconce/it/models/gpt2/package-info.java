/**
 * {@code transformers.models.gpt2}, without caches and cross attention. Start at
 * {@link dev.sconce.it.models.gpt2.GPT2LMHeadModel}.
 */
@NullMarked
package dev.sconce.it.models.gpt2;

import org.jspecify.annotations.NullMarked;
