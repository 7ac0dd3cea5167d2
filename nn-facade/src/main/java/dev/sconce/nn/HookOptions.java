package dev.sconce.nn;

/** How a hook is registered. */
public final class HookOptions {
    private boolean prepend;
    private boolean alwaysCall;

    HookOptions() {}

    /**
     * Whether the hook runs before all that are there already.
     *
     * @param prepend false by default
     * @return this
     */
    public HookOptions prepend(boolean prepend) {
        this.prepend = prepend;
        return this;
    }

    /**
     * Whether a forward hook runs although the forward pass failed; its output is null then.
     *
     * @param alwaysCall false by default
     * @return this
     */
    public HookOptions alwaysCall(boolean alwaysCall) {
        this.alwaysCall = alwaysCall;
        return this;
    }

    boolean prepend() {
        return prepend;
    }

    boolean alwaysCall() {
        return alwaysCall;
    }
}
