package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.NestedTensor;
import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyLayout;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.SparseTensor;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sparse and nested tensors out of the arguments that torch/_utils.py takes them from. Their indices are read and checked
 * as soon as the pickle has been read: PyTorch by default does not, and an index outside the shape is an access outside the memory later on.
 */
final class SparseRebuilder {
    private final DeferredChecks checks;

    SparseRebuilder(DeferredChecks checks) {
        this.checks = checks;
    }

    /** {@code _rebuild_sparse_tensor(layout, data)}, and {@code _rebuild_sparse_csr_tensor(layout, data)} of 1.13. */
    PyValue sparse(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(2, 2);
        String name = arguments.get(0) instanceof PyLayout layout ? layout.name() : "";
        Arguments data = arguments.tuple(1);
        for (SparseTensor.Layout layout : SparseTensor.Layout.values()) {
            if (name.equals("torch." + layout.torchName())) {
                return layout == SparseTensor.Layout.COO ? coo(data) : compressed(layout, data);
            }
        }
        throw CheckpointFormatException.corrupt("a sparse tensor has a layout that is not sparse")
                .expected("torch.sparse_coo and the like", arguments.get(0));
    }

    private SparseTensor coo(Arguments data) throws CheckpointFormatException {
        data.requireCount(3, 4);
        HostTensor indices = data.tensor(0);
        HostTensor values = data.tensor(1);
        long[] shape = data.integers(2);
        long[] indexShape = indices.shape();
        long[] valueShape = values.shape();
        boolean fits = indices.dtype() == ElementType.INT64
                && indexShape.length == 2
                && valueShape.length >= 1
                && indexShape[1] == valueShape[0]
                && indexShape[0] + valueShape.length - 1 == shape.length
                && endsWith(shape, valueShape);
        if (!fits) {
            throw CheckpointFormatException.corrupt("the indices and values of a sparse tensor do not fit together")
                    .expected("of shape " + Arrays.toString(shape), indices + " and " + values);
        }
        long count = indexShape[1];
        var check = new IndexCheck() {
            private long position;

            @Override
            void accept(long index) throws CheckpointFormatException {
                int dimension = (int) (position++ / count);
                requireIndex(index, shape[dimension]);
            }
        };
        checks.add(() -> check.all(indices));
        // PyTorch before 2.0 does not say, and takes a tensor of no or one value for what it is.
        boolean coalesced = data.count() == 4 ? data.get(3) == PyBool.TRUE : count < 2;
        return SparseTensor.coo(shape, indices, values, coalesced);
    }

    private static boolean endsWith(long[] shape, long[] valueShape) {
        for (int i = 1; i < valueShape.length; i++) {
            if (shape[shape.length - valueShape.length + i] != valueShape[i]) {
                return false;
            }
        }
        return true;
    }

    private SparseTensor compressed(SparseTensor.Layout layout, Arguments data) throws CheckpointFormatException {
        data.requireCount(4, 4);
        HostTensor compressed = data.tensor(0);
        HostTensor plain = data.tensor(1);
        HostTensor values = data.tensor(2);
        long[] shape = data.integers(3);
        boolean blocks = layout == SparseTensor.Layout.BSR || layout == SparseTensor.Layout.BSC;
        boolean rows = layout == SparseTensor.Layout.CSR || layout == SparseTensor.Layout.BSR;
        int batch = compressed.shape().length - 1;
        int wantedValueDims = batch + (blocks ? 3 : 1);
        boolean fits = batch >= 0
                && isIndex(compressed)
                && compressed.dtype() == plain.dtype()
                && plain.shape().length == batch + 1
                && values.shape().length >= wantedValueDims
                && shape.length >= batch + 2
                && values.shape()[batch] == plain.shape()[batch];
        if (!fits) {
            throw CheckpointFormatException.corrupt("the parts of a sparse tensor do not fit together")
                    .expected(
                            layout.torchName() + " of shape " + Arrays.toString(shape),
                            compressed + ", " + plain + ", " + values);
        }
        long blockRows = blocks ? Math.max(values.shape()[batch + 1], 1) : 1;
        long blockColumns = blocks ? Math.max(values.shape()[batch + 2], 1) : 1;
        long compressedLength = rows ? shape[batch] / blockRows : shape[batch + 1] / blockColumns;
        long plainLength = rows ? shape[batch + 1] / blockColumns : shape[batch] / blockRows;
        long count = plain.shape()[batch];
        checks.add(() -> requirePointers(compressed, compressedLength, count));
        var check = new IndexCheck() {
            @Override
            void accept(long index) throws CheckpointFormatException {
                requireIndex(index, plainLength);
            }
        };
        checks.add(() -> check.all(plain));
        return SparseTensor.compressed(layout, shape, compressed, plain, values);
    }

    private static boolean isIndex(HostTensor tensor) {
        return tensor.dtype() == ElementType.INT64 || tensor.dtype() == ElementType.INT32;
    }

    /** Each row of pointers goes from 0 to the number of values and never back. */
    private static void requirePointers(HostTensor pointers, long length, long count) throws IOException {
        long rowLength = pointers.shape()[pointers.shape().length - 1];
        if (rowLength != length + 1) {
            throw CheckpointFormatException.corrupt("a sparse tensor has the wrong number of row pointers")
                    .expected(length + 1, rowLength);
        }
        new IndexCheck() {
            private long position;
            private long previous;

            @Override
            void accept(long pointer) throws CheckpointFormatException {
                long inRow = position++ % rowLength;
                long least = inRow == 0 ? 0 : previous;
                boolean last = inRow == rowLength - 1;
                if (pointer < least || pointer > count || (inRow == 0 && pointer != 0) || (last && pointer != count)) {
                    throw CheckpointFormatException.corrupt("a row pointer of a sparse tensor is wrong")
                            .expected(last ? count : least + " to " + count, pointer);
                }
                previous = pointer;
            }
        }.all(pointers);
    }

    /** {@code _rebuild_nested_tensor(buffer, sizes, strides, storage_offsets)}. */
    PyValue nested(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(4, 4);
        HostTensor buffer = arguments.tensor(0);
        HostTensor sizes = arguments.tensor(1);
        HostTensor strides = arguments.tensor(2);
        HostTensor offsets = arguments.tensor(3);
        boolean fits = buffer.shape().length == 1
                && sizes.dtype() == ElementType.INT64
                && strides.dtype() == ElementType.INT64
                && offsets.dtype() == ElementType.INT64
                && sizes.shape().length == 2
                && Arrays.equals(sizes.shape(), strides.shape())
                && offsets.shape().length == 1
                && offsets.shape()[0] == sizes.shape()[0];
        if (!fits) {
            throw CheckpointFormatException.corrupt("the parts of a nested tensor do not fit together")
                    .expected("(buffer[n], sizes[m, d], strides[m, d], offsets[m])", arguments.all());
        }
        checks.add(() -> requireInside(buffer.elementCount(), sizes, strides, offsets));
        return new NestedTensor(buffer, sizes, strides, offsets);
    }

    private static void requireInside(long elements, HostTensor sizes, HostTensor strides, HostTensor offsets)
            throws IOException {
        int dimensions = (int) sizes.shape()[1];
        long[] allSizes = sizes.data().toLongArray();
        long[] allStrides = strides.data().toLongArray();
        long[] allOffsets = offsets.data().toLongArray();
        for (int i = 0; i < allOffsets.length; i++) {
            int start = i * dimensions;
            var layout = new dev.sconce.checkpoint.model.StridedLayout(
                    Arrays.copyOfRange(allSizes, start, start + dimensions),
                    Arrays.copyOfRange(allStrides, start, start + dimensions),
                    allOffsets[i]);
            if (layout.requiredElements() > elements) {
                throw CheckpointFormatException.corrupt("a part of a nested tensor lies outside its buffer")
                        .expected("within " + elements + " elements", layout);
            }
        }
    }

    /** Looks at every element of an index tensor. */
    private abstract static class IndexCheck {
        abstract void accept(long index) throws CheckpointFormatException;

        final void all(HostTensor tensor) throws IOException {
            boolean wide = tensor.dtype() == ElementType.INT64;
            tensor.data().forEachChunk(chunk -> {
                while (chunk.hasRemaining()) {
                    accept(wide ? chunk.getLong() : chunk.getInt());
                }
            });
        }

        static void requireIndex(long index, long length) throws CheckpointFormatException {
            if (index < 0 || index >= length) {
                throw CheckpointFormatException.corrupt("an index of a sparse tensor lies outside its shape")
                        .expected("0 to " + (length - 1), index);
            }
        }
    }
}
