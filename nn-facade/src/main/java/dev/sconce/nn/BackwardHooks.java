package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.PyWarnings;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.GradientTap;
import dev.sconce.torch.GradientsHook;
import dev.sconce.torch.RemovableHandle;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hooks around one module's backward pass, or around every module's ({@code torch.utils.hooks.BackwardHook}). */
final class BackwardHooks {
    /** The hooks around every module's backward pass. */
    static final BackwardHooks GLOBAL = new BackwardHooks();

    final HookList<BackwardHook.ReplacingPre> before = new HookList<>();
    final HookList<BackwardHook.Replacing> after = new HookList<>();

    boolean isEmpty() {
        return before.isEmpty() && after.isEmpty();
    }

    void copyFrom(BackwardHooks other) {
        before.copyFrom(other.before);
        after.copyFrom(other.after);
    }

    RemovableHandle addBefore(BackwardHook.Pre hook, boolean first) {
        BackwardHook.ReplacingPre looking = (module, gradOutput) -> {
            hook.run(module, gradOutput);
            return null;
        };
        return before.add(looking, first);
    }

    RemovableHandle addAfter(BackwardHook hook, boolean first) {
        BackwardHook.Replacing looking = (module, gradInput, gradOutput) -> {
            hook.run(module, gradInput, gradOutput);
            return null;
        };
        return after.add(looking, first);
    }

    /** Begins a call, or returns null if nothing is to be done. */
    static @Nullable Call begin(Module module, BackwardHooks own) {
        return own.isEmpty() && GLOBAL.isEmpty() ? null : new Call(module, own);
    }

    /** One call of the module: links the gradients of its outputs to those of its inputs. */
    static final class Call {
        private final Module module;
        private final List<BackwardHook.ReplacingPre> before = new ArrayList<>(GLOBAL.before.all());
        private final List<BackwardHook.Replacing> after = new ArrayList<>(GLOBAL.after.all());
        private @Nullable List<@Nullable Tensor> gradOutputs;
        private boolean inputsTapped;
        private int inputs;

        private Call(Module module, BackwardHooks own) {
            this.module = module;
            before.addAll(own.before.all());
            after.addAll(own.after.all());
        }

        Arguments onInputs(Arguments arguments) {
            inputs = arguments.args().size();
            List<@Nullable Object> tapped = tap(arguments.args(), this::onGradInputs, true);
            inputsTapped = tapped != null;
            return tapped == null ? arguments : new Arguments(tapped, arguments.kwargs());
        }

        /** The tensors of a list or record are seen, as those of Python's tuples; of other outputs Python warns. */
        @Nullable
        Object onOutput(@Nullable Object output) {
            if (output instanceof Tensor) {
                List<@Nullable Object> tapped = tap(Collections.singletonList(output), this::onGradOutputs, false);
                return tapped == null ? output : tapped.get(0);
            }
            if (output instanceof List<?> list) {
                List<@Nullable Object> tapped = tap(new ArrayList<@Nullable Object>(list), this::onGradOutputs, false);
                return tapped == null ? output : output instanceof Tuple ? Tuple.copyOf(tapped) : tapped;
            }
            if (output instanceof Record tuple) {
                List<@Nullable Object> tapped = tap(RecordParts.of(tuple), this::onGradOutputs, false);
                return tapped == null ? output : RecordParts.rebuilt(tuple, tapped);
            }
            PyWarnings.warn(
                    "For backward hooks to be called, module output should be a Tensor or a tuple of Tensors but received"
                            + " <class '" + PyText.className(output) + "'>");
            return output;
        }

        /**
         * Taps the tensors among the values; null if none of them gets a gradient.
         *
         * @param materialize whether a tensor without a gradient has one of zeros, as the inputs have in Python
         */
        private static @Nullable List<@Nullable Object> tap(
                List<@Nullable Object> values, GradientsHook hook, boolean materialize) {
            List<Integer> places = new ArrayList<>();
            List<Tensor> tensors = new ArrayList<>();
            boolean wanted = false;
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) instanceof Tensor tensor) {
                    places.add(i);
                    tensors.add(tensor);
                    wanted |= tensor.requiresGrad();
                }
            }
            if (!wanted || !Autograd.isEnabled()) {
                return null;
            }
            int count = values.size();
            List<Supplier<Tensor>> zeros =
                    materialize ? tensors.stream().map(BackwardHooks::zerosFor).toList() : List.of();
            List<Tensor> tapped = GradientTap.tap(tensors, grads -> {
                List<? extends @Nullable Tensor> seen = materialize ? filled(grads, zeros) : grads;
                List<? extends @Nullable Tensor> replaced = hook.apply(spread(seen, places, count));
                if (replaced == null) {
                    return materialize ? seen : null;
                }
                return places.stream().<@Nullable Tensor>map(replaced::get).toList();
            });
            List<@Nullable Object> result = new ArrayList<>(values);
            for (int i = 0; i < places.size(); i++) {
                result.set(places.get(i), tapped.get(i));
            }
            return result;
        }

        private static List<@Nullable Tensor> spread(
                List<? extends @Nullable Tensor> grads, List<Integer> places, int count) {
            List<@Nullable Tensor> spread = new ArrayList<>(Collections.nCopies(count, null));
            for (int i = 0; i < places.size(); i++) {
                spread.set(places.get(i), grads.get(i));
            }
            return spread;
        }

        private @Nullable List<? extends @Nullable Tensor> onGradOutputs(List<? extends @Nullable Tensor> grads) {
            List<@Nullable Tensor> current = new ArrayList<>(grads);
            boolean changed = false;
            for (BackwardHook.ReplacingPre hook : before) {
                List<? extends @Nullable Tensor> replaced = hook.replace(module, current);
                if (replaced != null) {
                    if (replaced.size() != current.size()) {
                        throw new TorchException("Backward pre hook returned an invalid number of grad_output, got "
                                + replaced.size() + ", but expected " + current.size());
                    }
                    current = new ArrayList<>(replaced);
                    changed = true;
                }
            }
            gradOutputs = current;
            if (!inputsTapped) {
                runWithoutInputs(current);
            }
            return changed ? current : null;
        }

        private void runWithoutInputs(List<@Nullable Tensor> current) {
            PyWarnings.warn(
                    "Full backward hook is firing when gradients are computed with respect to module outputs since no"
                            + " inputs require gradients. See"
                            + " https://docs.pytorch.org/docs/main/generated/torch.nn.Module.html#torch.nn.Module"
                            + ".register_full_backward_hook for more details.");
            List<@Nullable Tensor> none = new ArrayList<>(Collections.nCopies(inputs, null));
            for (BackwardHook.Replacing hook : after) {
                List<? extends @Nullable Tensor> replaced = hook.replace(module, none, current);
                if (replaced != null && replaced.stream().anyMatch(Objects::nonNull)) {
                    throw new TorchException("Backward hook for Modules where no input requires gradient should always"
                            + " return None or None for all gradients.");
                }
            }
            gradOutputs = null;
        }

        private @Nullable List<? extends @Nullable Tensor> onGradInputs(List<? extends @Nullable Tensor> grads) {
            List<@Nullable Tensor> outputs = gradOutputs;
            if (outputs == null) {
                return null; // the gradient did not pass through the module's outputs, as in a double backward
            }
            List<@Nullable Tensor> current = new ArrayList<>(grads);
            boolean changed = false;
            for (BackwardHook.Replacing hook : after) {
                List<? extends @Nullable Tensor> replaced = hook.replace(module, current, outputs);
                if (replaced != null) {
                    if (replaced.size() != current.size()) {
                        throw new TorchException("Backward hook returned an invalid number of grad_input, got "
                                + replaced.size() + ", but expected " + current.size());
                    }
                    current = new ArrayList<>(replaced);
                    changed = true;
                }
            }
            gradOutputs = null;
            return changed ? current : null;
        }
    }

    /** Makes a gradient of zeros for a tensor, which may itself be gone when it is wanted. */
    private static Supplier<Tensor> zerosFor(Tensor tensor) {
        long[] shape = tensor.shape();
        DType dtype = tensor.dtype();
        Device device = tensor.device();
        return () -> Torch.zeros(shape, options -> options.dtype(dtype).device(device));
    }

    private static List<Tensor> filled(List<? extends @Nullable Tensor> grads, List<Supplier<Tensor>> zeros) {
        List<Tensor> filled = new ArrayList<>();
        for (int i = 0; i < zeros.size(); i++) {
            Tensor grad = grads.get(i);
            filled.add(grad == null ? zeros.get(i).get() : grad);
        }
        return filled;
    }
}
