package dev.sconce.it.live.faulty;

import static dev.sconce.it.live.faulty.Faults.bools;
import static dev.sconce.it.live.faulty.Faults.complex;
import static dev.sconce.it.live.faulty.Faults.doubles;
import static dev.sconce.it.live.faulty.Faults.longs;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.torch.DType;
import dev.sconce.torch.Nested;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/** Dtypes and numbers that an operation does not take. */
final class TypeFaults {
    private TypeFaults() {}

    static Faults all() {
        return dtypes().addAll(layouts())
                .addAll(complexNumbers())
                .addAll(integers())
                .addAll(numbers());
    }

    private static Faults dtypes() {
        return new Faults()
                .add("long_requires_grad", () -> longs(2).requiresGrad_())
                .add("bool_requires_grad", () -> bools(2).requiresGrad_())
                .add(
                        "long_made_with_requires_grad",
                        () -> ones(o -> o.dtype(DType.INT64).requiresGrad(true), 2))
                .add("bool_in_place", () -> bools(2).mul_(2))
                .add("bool_minus", () -> bools(2).sub(bools(2)))
                .add("bool_negative", () -> bools(2).neg())
                .add("bool_add_alpha", () -> Torch.full(new long[] {2}, 1, o -> o.dtype(DType.BOOL))
                        .add(bools(2), 1.5))
                .add("mm_dtypes", () -> ones(2, 2).mm(doubles(2, 2)))
                .add("dot_dtypes", () -> ones(2).dot(doubles(2)))
                .add("lerp_dtypes", () -> ones(2).lerp(doubles(2), 0.5))
                .add("bitwise_of_float", () -> ones(2).bitwiseAnd(ones(2)))
                .add("bitwise_not_of_float", () -> ones(2).bitwiseNot())
                .add("where_condition", () -> Torch.where(ones(2), ones(2), ones(2)))
                .add("masked_fill_mask", () -> ones(2).maskedFill(ones(2), 0))
                .add("view_dtype_size", () -> ones(3).view(DType.FLOAT64))
                .add("out_dtype", () -> Torch.addOut(longs(2), ones(2), ones(2)));
    }

    private static Faults layouts() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        return new Faults()
                .add("coo_nbytes", () -> Torch.eye(2).toSparse().nbytes())
                .add("coo_list", () -> Torch.eye(2).toSparse().toList())
                .add("csr_is_contiguous", () -> Torch.eye(2).toSparseCsr().isContiguous())
                .add("csr_stride", () -> Torch.eye(2).toSparseCsr().strides())
                .add(
                        "bsr_is_contiguous",
                        () -> Torch.eye(2).toSparseBsr(new long[] {1, 1}).isContiguous())
                .add("mkldnn_data_ptr", () -> ones(2, 2).toMkldnn().dataPtr())
                .add("nested_shape", () -> Nested.nestedTensor(List.of(ones(2), ones(3)))
                        .shape())
                .add("too_many_dims", () -> tensor(nested(130)))
                .add("list_within_itself", () -> tensor(endless));
    }

    private static Object nested(int depth) {
        return depth == 0 ? (Object) 1.0 : List.of(nested(depth - 1));
    }

    private static Faults complexNumbers() {
        return new Faults()
                .add("complex_compare", () -> complex(2).lt(complex(2)))
                .add("complex_max", () -> complex(2).max())
                .add("complex_floor", () -> complex(2).floor())
                .add("complex_sort", () -> complex().sort())
                .add("complex_parts", () -> Torch.complex(ones(2), doubles(2)))
                .add("view_as_real_of_float", () -> Torch.viewAsReal(ones(2)));
    }

    private static Faults integers() {
        return new Faults()
                .add("add_in_place_promotes", () -> longs(2).add_(1.5))
                .add("div_in_place_promotes", () -> longs(2).div_(2))
                .add("mean_of_long", () -> longs(2).mean())
                .add("softmax_of_long", () -> longs(2).softmax(0))
                .add("uint8_overflow", () -> tensor(300, DType.UINT8))
                .add("int8_overflow", () -> tensor(new long[] {1, 128}, DType.INT8))
                .add("integer_division_by_zero", () -> longs(2).floorDivide(longs(2).zero_()))
                .add("integer_power", () -> longs(2).pow(-1))
                .add("quantile_dtype", () -> longs(2).quantile(0.5))
                .add("bincount_negative", () -> tensor(new long[] {-1}).bincount());
    }

    private static Faults numbers() {
        return new Faults()
                .add("cumsum_dim", () -> ones(2).cumsum(2))
                .add("histc_range", () -> ones(2).histc(10, 5, 1))
                .add("arange_step", () -> Torch.arange(0, 5, -1))
                .add("arange_zero_step", () -> Torch.arange(0, 5, 0))
                .add("linspace_steps", () -> Torch.linspace(0, 1, -1))
                .add("eye_negative", () -> Torch.eye(-1));
    }
}
