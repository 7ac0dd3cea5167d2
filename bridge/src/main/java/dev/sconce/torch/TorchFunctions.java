package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The functions of {@code torch} that take any number of tensors, and others that are no single operator. */
public abstract class TorchFunctions extends TorchSettings {
    private static final String NO_OPERANDS =
            "einsum(): must specify the equation string and at least one operand, or at"
                    + " least one operand and its subscripts list";

    TorchFunctions() {}

    /**
     * Sums of products along the indices of an equation ({@code torch.einsum}).
     *
     * @param equation such as {@code "bij,bjk->bik"}
     * @param operands one for each term on the left
     * @return the result
     * @throws TorchException if the equation and the operands do not fit
     * @throws IllegalArgumentException if there are no operands
     */
    public static Tensor einsum(String equation, Tensor... operands) {
        if (operands.length == 0) {
            throw new IllegalArgumentException(NO_OPERANDS);
        }
        return TorchOps.einsum(equation, Arrays.asList(operands));
    }

    /**
     * Tensors whose coordinates are those of a grid ({@code torch.meshgrid(..., indexing="ij")}).
     *
     * @param tensors vectors or scalars
     * @return one for each
     */
    public static List<Tensor> meshgrid(Tensor... tensors) {
        return TorchOps.meshgrid(Arrays.asList(tensors));
    }

    /**
     * All combinations of elements ({@code torch.cartesian_prod}).
     *
     * @param tensors vectors
     * @return a matrix with a row for each combination; of one vector, itself
     */
    public static Tensor cartesianProd(Tensor... tensors) {
        return TorchOps.cartesianProd(Arrays.asList(tensors));
    }

    /**
     * A matrix with others along its diagonal ({@code torch.block_diag}).
     *
     * @param tensors of at most two dimensions
     * @return a matrix
     */
    public static Tensor blockDiag(Tensor... tensors) {
        return TorchOps.blockDiag(Arrays.asList(tensors));
    }

    /**
     * Views of tensors in the shape that they broadcast to ({@code torch.broadcast_tensors}).
     *
     * @param tensors the tensors
     * @return one for each
     * @throws TorchException if they do not fit
     */
    public static List<Tensor> broadcastTensors(Tensor... tensors) {
        return TorchOps.broadcastTensors(Arrays.asList(tensors));
    }

    /**
     * The product of matrices, in the order that costs least ({@code torch.chain_matmul}).
     *
     * @param matrices at least one
     * @return the product
     */
    public static Tensor chainMatmul(Tensor... matrices) {
        return TorchOps.chainMatmul(Arrays.asList(matrices));
    }

    /**
     * Views with at least one dimension ({@code torch.atleast_1d}).
     *
     * @param tensors the tensors
     * @return one for each
     */
    public static List<Tensor> atleast1d(Tensor... tensors) {
        return TorchOps.atleast1d(Arrays.asList(tensors));
    }

    /**
     * Views with at least two dimensions ({@code torch.atleast_2d}).
     *
     * @param tensors the tensors
     * @return one for each
     */
    public static List<Tensor> atleast2d(Tensor... tensors) {
        return TorchOps.atleast2d(Arrays.asList(tensors));
    }

    /**
     * Views with at least three dimensions ({@code torch.atleast_3d}).
     *
     * @param tensors the tensors
     * @return one for each
     */
    public static List<Tensor> atleast3d(Tensor... tensors) {
        return TorchOps.atleast3d(Arrays.asList(tensors));
    }

    /**
     * The sum of products over the last two dimensions of one tensor and the first two of another ({@code torch.tensordot}).
     *
     * @param a a tensor
     * @param b a tensor
     * @return its shape has what is left of both
     * @throws TorchException if the dimensions do not fit
     */
    public static Tensor tensordot(Tensor a, Tensor b) {
        return tensordot(a, b, 2);
    }

    /**
     * The sum of products over the last dimensions of one tensor and the first ones of another.
     *
     * @param a a tensor
     * @param b a tensor
     * @param dims how many dimensions
     * @return its shape has what is left of both
     * @throws TorchException if the dimensions do not fit
     */
    public static Tensor tensordot(Tensor a, Tensor b, long dims) {
        if (dims < 0) {
            throw new TorchException("tensordot expects dims >= 0, but got dims=" + dims);
        }
        if (dims > Math.min(a.dim(), b.dim())) {
            throw new TorchException("tensordot expects dims < ndim_a or ndim_b, but got dims=" + dims);
        }
        return TorchOps.tensordot(
                a,
                b,
                LongStream.range(-dims, 0).toArray(),
                LongStream.range(0, dims).toArray());
    }

    /**
     * The shape that shapes broadcast to ({@code torch.broadcast_shapes}).
     *
     * @param shapes any number of shapes
     * @return a shape
     * @throws TorchException if they do not fit
     */
    public static long[] broadcastShapes(long[]... shapes) {
        int rank = Arrays.stream(shapes).mapToInt(shape -> shape.length).max().orElse(0);
        long[] common = new long[rank];
        Arrays.fill(common, 1);
        for (int i = 0; i < shapes.length; i++) {
            for (int back = 1; back <= shapes[i].length; back++) {
                int at = rank - back;
                long length = shapes[i][shapes[i].length - back];
                if (length == common[at] || length == 1) {
                    continue;
                }
                if (common[at] != 1) {
                    throw new TorchException("Attempting to broadcast a dimension of length " + length + " at " + -back
                            + "! Mismatching argument at index " + i + " had " + TorchFunctional.size(shapes[i])
                            + "; but expected shape should be broadcastable to " + Arrays.toString(common));
                }
                if (length < 0) {
                    throw new IllegalArgumentException("Attempting to broadcast a dimension with negative length!");
                }
                common[at] = length;
            }
        }
        return common;
    }

    /**
     * The number of elements of a tensor ({@code torch.numel}).
     *
     * @param input the tensor
     * @return as {@link Tensor#numel()}
     */
    public static long numel(Tensor input) {
        return input.numel();
    }

    /**
     * Java values as a tensor, or a tensor as it is ({@code torch.as_tensor}).
     *
     * @param data as for {@link Torch#tensor(Object)}
     * @return the tensor itself, or a new one
     * @throws TorchException if rows differ in length, or something is no number
     */
    public static Tensor asTensor(Object data) {
        return data instanceof Tensor tensor ? tensor : TensorData.tensor(data, (DType) null);
    }

    /**
     * The different elements of a tensor, in order: as {@link Tensor#unique()}, which has more forms.
     *
     * @param input the tensor
     * @return a vector
     */
    public static Tensor unique(Tensor input) {
        return input.unique();
    }

    /**
     * The different elements of a tensor: as {@link Tensor#unique(boolean, boolean, boolean)}.
     *
     * @param input the tensor
     * @param sorted whether they must be in order
     * @param returnInverse whether to say where each element of the input is among them
     * @param returnCounts whether to say how often each occurs
     * @return a vector, indices in the shape of the input, and a vector of counts
     */
    public static UniqueElements unique(Tensor input, boolean sorted, boolean returnInverse, boolean returnCounts) {
        return input.unique(sorted, returnInverse, returnCounts);
    }

    /**
     * The different parts of a tensor along a dimension: as {@link Tensor#unique(boolean, boolean, boolean, long)}.
     *
     * @param input the tensor
     * @param sorted whether they must be in order
     * @param returnInverse whether to say where each part of the input is among them
     * @param returnCounts whether to say how often each occurs
     * @param dim the dimension
     * @return the parts in a tensor, and vectors of indices and counts
     */
    public static UniqueElements unique(
            Tensor input, boolean sorted, boolean returnInverse, boolean returnCounts, long dim) {
        return input.unique(sorted, returnInverse, returnCounts, dim);
    }

    /**
     * The elements of a tensor, without those that equal the one before them: as {@link Tensor#uniqueConsecutive()}.
     *
     * @param input the tensor
     * @return a vector
     */
    public static Tensor uniqueConsecutive(Tensor input) {
        return input.uniqueConsecutive();
    }

    /**
     * The elements of a tensor without those that equal the one before them, and where and how often they are.
     *
     * @param input the tensor
     * @param returnInverse whether to say where each element of the input is among them
     * @param returnCounts whether to say how often each occurs in a row
     * @return a vector, indices in the shape of the input, and a vector of counts
     */
    public static UniqueElements uniqueConsecutive(Tensor input, boolean returnInverse, boolean returnCounts) {
        return input.uniqueConsecutive(returnInverse, returnCounts);
    }

    /**
     * The parts of a tensor along a dimension without those that equal the one before them, and where and how often.
     *
     * @param input the tensor
     * @param returnInverse whether to say where each part of the input is among them
     * @param returnCounts whether to say how often each occurs in a row
     * @param dim the dimension
     * @return the parts in a tensor, and vectors of indices and counts
     */
    public static UniqueElements uniqueConsecutive(
            Tensor input, boolean returnInverse, boolean returnCounts, long dim) {
        return input.uniqueConsecutive(returnInverse, returnCounts, dim);
    }

    /**
     * Sums of products along indices that are numbers ({@code torch.einsum(a, [0, 1], b, [1, 2], [0, 2])}).
     *
     * @param operandsAndSubscripts a tensor and its list of indices, from 0 to 51 or {@link Torch#ELLIPSIS}, and so on; the
     *     result's indices may follow
     * @return the result
     * @throws TorchException if the indices and the operands do not fit
     * @throws IllegalArgumentException if something else is given
     */
    public static Tensor einsum(Object... operandsAndSubscripts) {
        List<Tensor> operands = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        for (int i = 0; i + 1 < operandsAndSubscripts.length; i += 2) {
            if (!(operandsAndSubscripts[i] instanceof Tensor operand)) {
                throw new IllegalArgumentException("einsum(): expected a Tensor at position " + i + ", but got "
                        + OpValues.describe(operandsAndSubscripts[i]));
            }
            operands.add(operand);
            terms.add(subscripts(operandsAndSubscripts[i + 1]));
        }
        if (operands.isEmpty()) {
            throw new IllegalArgumentException(NO_OPERANDS);
        }
        String equation = String.join(",", terms);
        boolean output = operandsAndSubscripts.length % 2 == 1;
        return TorchOps.einsum(
                output
                        ? equation + "->" + subscripts(operandsAndSubscripts[operandsAndSubscripts.length - 1])
                        : equation,
                operands);
    }

    private static String subscripts(Object list) {
        if (!(list instanceof List<?> items)) {
            throw new IllegalArgumentException(
                    "einsum(): expected a list of indices, but got " + OpValues.describe(list));
        }
        StringBuilder term = new StringBuilder();
        for (Object item : items) {
            if (item instanceof Ellipsis) {
                term.append("...");
            } else if (item instanceof Number number && Marshal.isIntegral(number) && isSubscript(number.longValue())) {
                int n = number.intValue();
                term.append((char) (n < 26 ? 'A' + n : 'a' + n - 26));
            } else {
                throw new IllegalArgumentException(
                        "einsum(): subscript in subscript list is not within the valid range [0, 52)");
            }
        }
        return term.toString();
    }

    private static boolean isSubscript(long number) {
        return number >= 0 && number < 52;
    }
}
