package dev.sconce.it.conformance.semantics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All snippets by the names of their cases. */
public final class Snippets {
    private static final Map<String, Snippet> BY_ID = new LinkedHashMap<>();

    static {
        HookSnippets.register(BY_ID);
        BackwardHookSnippets.register(BY_ID);
        TraverseSnippets.register(BY_ID);
        RegisterSnippets.register(BY_ID);
        StateSnippets.register(BY_ID);
        SequentialSnippets.register(BY_ID);
        ContainerSnippets.register(BY_ID);
        ModeSnippets.register(BY_ID);
        ReprSnippets.register(BY_ID);
        OptimSnippets.register(BY_ID);
        NotebookBlockSnippets.register(BY_ID);
        NotebookTrainingSnippets.register(BY_ID);
        NotebookSequenceSnippets.register(BY_ID);
        FunctionalSnippets.register(BY_ID);
        GradientSnippets.register(BY_ID);
        UtilitySnippets.register(BY_ID);
        ParametrizationSnippets.register(BY_ID);
        PackingSnippets.register(BY_ID);
        LazySnippets.register(BY_ID);
        MiscSnippets.register(BY_ID);
    }

    private Snippets() {}

    /** The snippets by the names of their cases, such as {@code hooks/order}. */
    public static Map<String, Snippet> all() {
        return Collections.unmodifiableMap(BY_ID);
    }
}
