package dev.sconce.it.models.gpt2;

/**
 * The sizes of a GPT-2.
 *
 * @param vocabSize the number of tokens
 * @param nPositions the longest text
 * @param nEmbd the features of a token
 * @param nLayer the number of blocks
 * @param nHead the number of attention heads
 * @param dropout all three of transformers' probabilities of a feature to be dropped, 0.1 there
 */
public record GPT2Config(long vocabSize, long nPositions, long nEmbd, int nLayer, long nHead, double dropout) {

    /**
     * The sizes of the published small model.
     *
     * @return the defaults of transformers
     */
    public static GPT2Config small() {
        return new GPT2Config(50257, 1024, 768, 12, 12, 0.1);
    }
}
