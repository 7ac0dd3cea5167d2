package dev.sconce.nn.utils.prune;

/** What a method looks at when part of a tensor was pruned before ({@code PRUNING_TYPE}). */
public enum PruningType {
    /** The elements that are left, as a vector. */
    UNSTRUCTURED,
    /** The channels that are left, as a smaller tensor. */
    STRUCTURED,
    /** The whole tensor. */
    GLOBAL
}
