package dev.sconce.it.conformance.semantics;

import java.util.Map;

/** Misc. */
final class MiscSnippets {
    private MiscSnippets() {}

    static void register(Map<String, Snippet> table) {}
}
