package dev.sconce.it.live.faulty;

import static dev.sconce.it.live.faulty.Faults.sizes;
import static dev.sconce.torch.Torch.broadcastTensors;
import static dev.sconce.torch.Torch.cat;
import static dev.sconce.torch.Torch.einsum;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.stack;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.tensordot;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Linalg;
import java.util.List;

/** Shapes that do not fit. */
final class ShapeFaults {
    private ShapeFaults() {}

    static Faults all() {
        return arithmetic()
                .addAll(joining())
                .addAll(views())
                .addAll(splitting())
                .addAll(reductions())
                .addAll(others());
    }

    private static Faults arithmetic() {
        return new Faults()
                .add("add_shapes", () -> ones(2, 3).add(ones(2, 4)))
                .add("mul_in_place_grows", () -> ones(3).mul_(ones(2, 3)))
                .add("matmul_shapes", () -> ones(2, 3).matmul(ones(2, 3)))
                .add("matmul_no_dims", () -> ones().matmul(ones(3)))
                .add("mm_dims", () -> ones(2).mm(ones(2, 2)))
                .add("mv_sizes", () -> ones(2, 3).mv(ones(2)))
                .add("dot_sizes", () -> ones(2).dot(ones(3)))
                .add("bmm_batches", () -> ones(2, 3, 4).bmm(ones(3, 4, 5)))
                .add("bmm_dims", () -> ones(3, 4).bmm(ones(3, 4)))
                .add("addmm_shapes", () -> ones(3).addmm(ones(2, 3), ones(2, 3)))
                .add("einsum_sizes", () -> einsum("ij,jk->ik", List.of(ones(2, 3), ones(2, 3))))
                .add("einsum_dims", () -> einsum("ijk->i", List.of(ones(2, 3))))
                .add("tensordot_dims", () -> tensordot(ones(2, 3), ones(2, 3), 1))
                .add("cross_size", () -> Linalg.cross(ones(2, 2), ones(2, 2)))
                .add("copy_sizes", () -> ones(3).copy_(ones(2)))
                .add("broadcast_tensors", () -> broadcastTensors(List.of(ones(2), ones(3))));
    }

    private static Faults joining() {
        return new Faults()
                .add("cat_sizes", () -> cat(List.of(ones(2, 3), ones(2, 4))))
                .add("cat_nothing", () -> cat(List.of()))
                .add("cat_dim", () -> cat(List.of(ones(2), ones(2)), 1))
                .add("cat_dims", () -> cat(List.of(ones(2), ones(2, 2))))
                .add("cat_no_dims", () -> cat(List.of(ones(), ones())))
                .add("stack_sizes", () -> stack(List.of(ones(2), ones(3))))
                .add("stack_nothing", () -> stack(List.of()))
                .add("ragged", () -> tensor(new double[][] {{1, 2}, {3}}));
    }

    private static Faults views() {
        return new Faults()
                .add("view_size", () -> ones(2, 3).view(4, 2))
                .add("view_strides", () -> ones(2, 3).t().view(6))
                .add("view_two_inferred", () -> ones(2, 3).view(-1, -1))
                .add("view_negative", () -> ones(2, 3).view(-2, 3))
                .add("reshape_size", () -> ones(2, 3).reshape(5))
                .add("reshape_ambiguous", () -> ones(0).reshape(0, -1))
                .add("expand_size", () -> ones(2, 3).expand(4, 3))
                .add("expand_dims", () -> ones(2, 3).expand(3))
                .add("expand_new_negative", () -> ones(2).expand(-1, 2))
                .add("broadcast_to", () -> ones(2).broadcastTo(3))
                .add("repeat_dims", () -> ones(2, 3).repeat(2))
                .add("permute_dims", () -> ones(2, 3).permute(0))
                .add("permute_twice", () -> ones(2, 3).permute(0, 0))
                .add("transpose_dim", () -> ones(2, 3).transpose(0, 2))
                .add("t_dims", () -> ones(2, 3, 4).t())
                .add("squeeze_dim", () -> ones(2).squeeze(3))
                .add("unsqueeze_dim", () -> ones(2).unsqueeze(3))
                .add("flatten_order", () -> ones(2, 3).flatten(1, 0))
                .add("unflatten_product", () -> ones(2, 6).unflatten(1, sizes(4, 2)))
                .add("movedim_dims", () -> ones(2, 3).movedim(sizes(0, 1), 0, 0))
                .add("as_strided_bounds", () -> ones(4).asStrided(sizes(3, 3), 2, 2));
    }

    private static Faults splitting() {
        return new Faults()
                .add("split_sizes", () -> ones(5).split(sizes(2, 2), 0))
                .add("split_negative", () -> ones(5).split(-1, 0))
                .add("chunk_none", () -> ones(5).chunk(0))
                .add("narrow_long", () -> ones(5).narrow(0, 3, 4))
                .add("narrow_negative", () -> ones(5).narrow(0, 0, -1))
                .add("unfold_size", () -> ones(5).unfold(0, 6, 1));
    }

    private static Faults reductions() {
        return new Faults()
                .add("sum_dim", () -> ones(2, 3).sum(2))
                .add("sum_dim_twice", () -> ones(2, 3).sum(0, 0))
                .add("max_of_nothing", () -> ones(0).max())
                .add("argmax_of_nothing", () -> ones(0).argmax())
                .add("topk_long", () -> ones(3).topk(4))
                .add("kthvalue_long", () -> ones(3).kthvalue(4))
                .add("item_of_two", () -> ones(2).item())
                .add("bool_of_two", () -> ones(2).isNonzero());
    }

    private static Faults others() {
        return new Faults()
                .add("negative_size", () -> ones(-1))
                .add("pad_length", () -> F.pad(ones(2, 3), 1))
                .add("interpolate_dims", () -> F.interpolate(ones(2, 3), o -> o.scaleFactor(2.0)));
    }
}
