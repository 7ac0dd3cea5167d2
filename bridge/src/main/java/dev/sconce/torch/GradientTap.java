package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An identity operation on several tensors, where the gradients that come back can be seen and replaced together: what
 * the full backward hooks of modules are made of, as {@code BackwardHook} in torch/utils/hooks.py.
 *
 * <p>The tensors that come out are copies, so that who changes them in place (such as a {@code ReLU} after the hooked
 * module) harms neither the gradient nor the hook; Python refuses that.
 */
public final class GradientTap {
    private GradientTap() {}

    /**
     * Puts a tap on tensors.
     *
     * @param tensors what a module takes or returns
     * @param hook called in each backward pass that reaches one of them
     * @return the tensors to use in their place, in the same order: copies of those that require a gradient, the others
     *     themselves
     */
    public static List<Tensor> tap(List<? extends Tensor> tensors, GradientsHook hook) {
        List<Tensor> tapped = new ArrayList<>(tensors);
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < tapped.size(); i++) {
            if (Autograd.isEnabled() && tapped.get(i).requiresGrad()) {
                wanted.add(i);
            }
        }
        if (wanted.size() == 1) {
            int only = wanted.get(0);
            tapped.set(only, tapOne(tapped.get(only), only, tapped.size(), hook));
        } else if (!wanted.isEmpty()) {
            List<Tensor> copies = new Identity(wanted, tapped.size(), hook)
                    .apply(wanted.stream().map(tapped::get).toArray(Tensor[]::new));
            for (int i = 0; i < wanted.size(); i++) {
                tapped.set(wanted.get(i), copies.get(i));
            }
        }
        return tapped;
    }

    private static Tensor tapOne(Tensor tensor, int index, int count, GradientsHook hook) {
        // On a view under the copy, so that hooks on the copy itself run first, as in Python.
        Tensor view = tensor.viewAs(tensor);
        view.registerHook(grad -> {
            @Nullable Tensor[] grads = new Tensor[count];
            grads[index] = grad;
            List<? extends @Nullable Tensor> replaced = hook.apply(Arrays.asList(grads));
            return replaced == null ? null : checked(replaced, count).get(index);
        });
        return view.clone();
    }

    private static List<? extends @Nullable Tensor> checked(List<? extends @Nullable Tensor> replaced, int expected) {
        if (replaced.size() != expected) {
            throw new TorchException("Backward hook returned an invalid number of grad_input, got " + replaced.size()
                    + ", but expected " + expected);
        }
        return replaced;
    }

    private static final class Identity extends AutogradFunction {
        private final List<Integer> places;
        private final int count;
        private final GradientsHook hook;

        Identity(List<Integer> places, int count, GradientsHook hook) {
            this.places = places;
            this.count = count;
            this.hook = hook;
        }

        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            ctx.setMaterializeGrads(false);
            return inputs.stream().map(Tensor::clone).toList();
        }

        @Override
        protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
            @Nullable Tensor[] grads = new Tensor[count];
            for (int i = 0; i < places.size(); i++) {
                grads[places.get(i)] = gradOutputs.get(i);
            }
            List<? extends @Nullable Tensor> replaced = hook.apply(Arrays.asList(grads));
            if (replaced == null) {
                return gradOutputs;
            }
            List<? extends @Nullable Tensor> all = checked(replaced, count);
            List<@Nullable Tensor> wanted = new ArrayList<>();
            for (int place : places) {
                wanted.add(all.get(place));
            }
            return wanted;
        }
    }
}
