package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code _multi_tensor_adafactor} of torch/optim/_adafactor.py. */
final class AdafactorForeach implements StepRule {
    private final AdafactorNumbers numbers;
    private final boolean maximize;

    AdafactorForeach(ParamGroup group) {
        numbers = new AdafactorNumbers(group);
        maximize = group.maximize();
    }

    /** Matrices and vectors have different states. */
    @Override
    public void apply(List<ParamUpdate> updates) {
        Map<Boolean, List<ParamUpdate>> byKind = updates.stream()
                .collect(Collectors.partitioningBy(update -> update.grad().dim() > 1));
        byKind.forEach((matrices, part) -> {
            if (!part.isEmpty()) {
                apply(TensorLists.of(part), matrices);
            }
        });
    }

    private void apply(TensorLists lists, boolean matrices) {
        List<Tensor> params = lists.params();
        List<Tensor> grads = lists.grads(maximize);
        double eps1 = numbers.eps1(params.get(0));
        double[] steps = lists.countSteps();
        double[] weights = new double[steps.length];
        List<PyScalar> stepSizes = new ArrayList<>(steps.length);
        for (int i = 0; i < steps.length; i++) {
            weights[i] = numbers.weight(steps[i]);
            stepSizes.add(numbers.stepSize(params.get(i), steps[i]));
        }
        if (numbers.weightDecay != 0) {
            Foreach.mul_(params, numbers.lr.shrink(numbers.weightDecay));
        }
        List<Tensor> updates = matrices ? factored(lists, grads, weights, eps1) : whole(lists, grads, weights);
        Foreach.clampMin_(updates, eps1 * eps1);
        Foreach.rsqrt_(updates);
        Foreach.mul_(updates, grads);
        double[] factors = new double[steps.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = numbers.factor(stepSizes.get(i), updates.get(i));
        }
        Foreach.mul_(updates, factors);
        Foreach.add_(params, updates);
    }

    private static List<Tensor> whole(TensorLists lists, List<Tensor> grads, double[] weights) {
        List<Tensor> variances = lists.states("variance");
        Foreach.lerp_(variances, Foreach.mul(grads, grads), weights);
        return variances.stream().map(Tensor::clone).toList();
    }

    private static List<Tensor> factored(TensorLists lists, List<Tensor> grads, double[] weights, double eps1) {
        List<Tensor> rows = lists.states("row_var");
        List<Tensor> columns = lists.states("col_var");
        Foreach.lerp_(rows, meanSquares(grads, -1), weights);
        Foreach.lerp_(columns, meanSquares(grads, -2), weights);
        List<Tensor> products = new ArrayList<>(rows.size());
        List<Tensor> means = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            products.add(rows.get(i).mul(columns.get(i)));
            means.add(AdafactorRule.meanOfRows(rows.get(i)));
        }
        Foreach.clampMin_(means, eps1);
        Foreach.div_(products, means);
        return products;
    }

    private static List<Tensor> meanSquares(List<Tensor> grads, long dim) {
        List<Tensor> norms =
                grads.stream().map(grad -> AdafactorRule.norm(grad, dim)).toList();
        Foreach.mul_(norms, norms);
        Foreach.div_(norms, grads.stream().mapToDouble(grad -> grad.size(dim)).toArray());
        return norms;
    }
}
