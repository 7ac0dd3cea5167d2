/**
 * What makes training runs pleasant to watch: {@link dev.sconce.train.TrainingProgress} on the terminal, and
 * {@link dev.sconce.train.TrainingCurve} as a picture afterwards. The batches come from {@code dev.sconce.data}.
 *
 * <p>A step from several batches, where one of that size does not fit into memory: gradients add up until they are cleared.
 *
 * <pre>{@code
 * int parts = 4;
 * try (var progress = new TrainingProgress("epoch 1", loader.size())) {
 *     for (var batch : loader) {
 *         try (var scope = new TensorScope()) {
 *             Tensor loss = F.crossEntropy(net.call(batch.x()), batch.y());
 *             loss.div(parts).backward();
 *             progress.step(loss.item(), optimizer.paramGroups().get(0).lr());
 *             if (++done % parts == 0) {
 *                 GradientClipping.clipGradNorm_(net.parameters(), 1.0);
 *                 optimizer.step();
 *                 optimizer.zeroGrad();
 *             }
 *         }
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.sconce.train;

import org.jspecify.annotations.NullMarked;
