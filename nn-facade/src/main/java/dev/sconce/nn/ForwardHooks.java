package dev.sconce.nn;

import dev.sconce.torch.RemovableHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The hooks around one module's forward pass, or around every module's. Their forms are brought to two: before, after. */
final class ForwardHooks {
    /** The hooks around every module's forward pass. */
    static final ForwardHooks GLOBAL = new ForwardHooks();

    private final HookList<Before> before = new HookList<>();
    private final HookList<After> after = new HookList<>();

    /** A hook before the forward pass; null leaves the arguments. */
    private interface Before {
        @Nullable
        Arguments run(Module module, Arguments arguments);
    }

    /** A hook after the forward pass; null leaves the output. */
    private interface AfterBody {
        @Nullable
        Object run(Module module, Arguments arguments, @Nullable Object output);
    }

    private record After(AfterBody body, boolean always) {}

    boolean isEmpty() {
        return before.isEmpty() && after.isEmpty();
    }

    void copyFrom(ForwardHooks other) {
        before.copyFrom(other.before);
        after.copyFrom(other.after);
    }

    RemovableHandle addBefore(ForwardPreHook hook, Consumer<HookOptions> options) {
        return addBefore(options, (module, arguments) -> {
            hook.run(module, arguments.args());
            return null;
        });
    }

    RemovableHandle addBefore(ForwardPreHook.WithKwargs hook, Consumer<HookOptions> options) {
        return addBefore(options, (module, arguments) -> {
            hook.run(module, arguments.args(), arguments.kwargs());
            return null;
        });
    }

    RemovableHandle replaceBefore(ForwardPreHook.Replacing hook, Consumer<HookOptions> options) {
        return addBefore(options, (module, arguments) -> {
            Object replaced = hook.replace(module, arguments.args());
            return replaced == null ? null : arguments.replacedBy(replaced);
        });
    }

    RemovableHandle replaceBefore(ForwardPreHook.ReplacingWithKwargs hook, Consumer<HookOptions> options) {
        return addBefore(options, (module, arguments) -> hook.replace(module, arguments.args(), arguments.kwargs()));
    }

    private RemovableHandle addBefore(Consumer<HookOptions> options, Before hook) {
        HookOptions chosen = new HookOptions();
        options.accept(chosen);
        return before.add(hook, chosen.prepend());
    }

    RemovableHandle addAfter(ForwardHook hook, Consumer<HookOptions> options) {
        return addAfter(options, (module, arguments, output) -> {
            hook.run(module, arguments.args(), output);
            return null;
        });
    }

    RemovableHandle addAfter(ForwardHook.WithKwargs hook, Consumer<HookOptions> options) {
        return addAfter(options, (module, arguments, output) -> {
            hook.run(module, arguments.args(), arguments.kwargs(), output);
            return null;
        });
    }

    RemovableHandle replaceAfter(ForwardHook.Replacing hook, Consumer<HookOptions> options) {
        return addAfter(options, (module, arguments, output) -> hook.replace(module, arguments.args(), output));
    }

    RemovableHandle replaceAfter(ForwardHook.ReplacingWithKwargs hook, Consumer<HookOptions> options) {
        return addAfter(
                options,
                (module, arguments, output) -> hook.replace(module, arguments.args(), arguments.kwargs(), output));
    }

    private RemovableHandle addAfter(Consumer<HookOptions> options, AfterBody hook) {
        HookOptions chosen = new HookOptions();
        options.accept(chosen);
        return after.add(new After(hook, chosen.alwaysCall()), chosen.prepend());
    }

    /** A call with hooks, as {@code Module._call_impl}. */
    static final class Call {
        private final Module module;
        private final Hooks own;
        private final List<ForwardHooks> hooks;
        private final Set<After> ran = new HashSet<>();
        private final Function<Arguments, ? extends @Nullable Object> forward;
        private Arguments arguments;
        private @Nullable Object result;

        Call(Module module, Hooks own, Arguments arguments, Function<Arguments, ? extends @Nullable Object> forward) {
            this.module = module;
            this.own = own;
            this.forward = forward;
            this.hooks = List.of(GLOBAL, own.forward);
            this.arguments = arguments;
        }

        @Nullable
        Object run() {
            try {
                runBefore();
                DerivedTensors.refresh(module);
                BackwardHooks.Call backward = BackwardHooks.begin(module, own.backward);
                if (backward != null) {
                    arguments = backward.onInputs(arguments);
                }
                result = forward.apply(arguments);
                runAfter();
                if (backward != null) {
                    result = backward.onOutput(result);
                }
                return result;
            } catch (RuntimeException | Error e) {
                runAlways(e);
                throw e;
            }
        }

        private void runBefore() {
            for (Before hook : all(group -> group.before)) {
                Arguments replaced = hook.run(module, arguments);
                if (replaced != null) {
                    arguments = replaced;
                }
            }
        }

        private void runAfter() {
            for (After hook : all(group -> group.after)) {
                ran.add(hook);
                Object replaced = hook.body().run(module, arguments, result);
                if (replaced != null) {
                    result = replaced;
                }
            }
        }

        /** What such a hook throws is added to the first failure, which is the one that the caller must see. */
        private void runAlways(Throwable failure) {
            for (After hook : all(group -> group.after)) {
                if (hook.always() && !ran.contains(hook)) {
                    try {
                        Object replaced = hook.body().run(module, arguments, result);
                        if (replaced != null) {
                            result = replaced;
                        }
                    } catch (RuntimeException | Error e) {
                        failure.addSuppressed(e);
                    }
                }
            }
        }

        /** Every module's hooks and then this one's, as they are before the first of them runs. */
        private <H> List<H> all(Function<ForwardHooks, HookList<H>> kind) {
            List<H> all = new ArrayList<>();
            for (ForwardHooks group : hooks) {
                all.addAll(kind.apply(group).all());
            }
            return all;
        }
    }
}
