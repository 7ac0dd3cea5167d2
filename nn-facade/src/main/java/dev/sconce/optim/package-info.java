/**
 * Optimizers, as {@code torch.optim}: they change parameters by their gradients so that a loss gets smaller. A run that
 * Python began goes on here, and the other way round: the operations, their order, and the state dicts are Python's.
 *
 * <p>Start at {@link dev.sconce.optim.Optimizer}, then read {@link dev.sconce.optim.SGD} as the simplest of its kind:
 * its options, its state, and its {@link dev.sconce.optim.UpdateRule}, the arithmetic of one step. Next is
 * {@code dev.sconce.optim.scheduler}, which changes learning rates while a run goes on.
 *
 * <p>An optimizer of your own says what a step does to a group, and keeps what it remembers in {@link
 * dev.sconce.optim.Optimizer#state(dev.sconce.torch.Tensor)};
 * groups, hooks, state dicts and the printed form come with it:
 *
 * <pre>{@code
 * final class Lion extends Optimizer {
 *     Lion(Iterable<? extends Tensor> params, double lr) {
 *         super(oneGroup(params), Map.of("lr", lr, "betas", Tuple.of(0.9, 0.99)));
 *     }
 *
 *     @Override
 *     protected void update(ParamGroup group) {
 *         double beta1 = (double) group.betas().get(0);
 *         double beta2 = (double) group.betas().get(1);
 *         for (Tensor p : group.params()) {
 *             Tensor grad = p.grad();
 *             if (grad != null) {
 *                 var state = state(p);
 *                 if (state.isEmpty()) {
 *                     state.put("exp_avg", Torch.zerosLike(p));
 *                 }
 *                 Tensor average = (Tensor) state.get("exp_avg");
 *                 p.add_(average.mul(beta1).add(grad, 1 - beta1).sign_(), -group.lr());
 *                 average.lerp_(grad, 1 - beta2);
 *             }
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>A class of options with typed setters and checks is a subclass of {@link dev.sconce.optim.OptimizerOptions}.
 */
@NullMarked
package dev.sconce.optim;

import org.jspecify.annotations.NullMarked;
