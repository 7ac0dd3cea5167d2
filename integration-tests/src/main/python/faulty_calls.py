"""Makes mistakes and records what PyTorch says, for FaultyCallsTest.java, which makes the same mistakes in Java.

    python faulty_calls.py OUT.json

The JSON holds {name: [type of the exception, its text]}; C++ frames are cut off.
"""

import json
import sys
import warnings

import torch
import torch.nn.functional as F

SHAPES = {
    "add_shapes": "torch.ones(2, 3) + torch.ones(2, 4)",
    "mul_in_place_grows": "torch.ones(3).mul_(torch.ones(2, 3))",
    "matmul_shapes": "torch.ones(2, 3) @ torch.ones(2, 3)",
    "matmul_no_dims": "torch.ones(()).matmul(torch.ones(3))",
    "mm_dims": "torch.ones(2).mm(torch.ones(2, 2))",
    "mv_sizes": "torch.ones(2, 3).mv(torch.ones(2))",
    "dot_sizes": "torch.ones(2).dot(torch.ones(3))",
    "bmm_batches": "torch.ones(2, 3, 4).bmm(torch.ones(3, 4, 5))",
    "bmm_dims": "torch.ones(3, 4).bmm(torch.ones(3, 4))",
    "addmm_shapes": "torch.addmm(torch.ones(3), torch.ones(2, 3), torch.ones(2, 3))",
    "cat_sizes": "torch.cat([torch.ones(2, 3), torch.ones(2, 4)])",
    "cat_nothing": "torch.cat([])",
    "cat_dim": "torch.cat([torch.ones(2), torch.ones(2)], 1)",
    "cat_dims": "torch.cat([torch.ones(2), torch.ones(2, 2)])",
    "cat_no_dims": "torch.cat([torch.ones(()), torch.ones(())])",
    "stack_sizes": "torch.stack([torch.ones(2), torch.ones(3)])",
    "stack_nothing": "torch.stack([])",
    "view_size": "torch.ones(2, 3).view(4, 2)",
    "view_strides": "torch.ones(2, 3).t().view(6)",
    "view_two_inferred": "torch.ones(2, 3).view(-1, -1)",
    "view_negative": "torch.ones(2, 3).view(-2, 3)",
    "reshape_size": "torch.ones(2, 3).reshape(5)",
    "reshape_ambiguous": "torch.ones(0).reshape(0, -1)",
    "expand_size": "torch.ones(2, 3).expand(4, 3)",
    "expand_dims": "torch.ones(2, 3).expand(3)",
    "expand_new_negative": "torch.ones(2).expand(-1, 2)",
    "broadcast_to": "torch.ones(2).broadcast_to(3)",
    "repeat_dims": "torch.ones(2, 3).repeat(2)",
    "permute_dims": "torch.ones(2, 3).permute(0)",
    "permute_twice": "torch.ones(2, 3).permute(0, 0)",
    "transpose_dim": "torch.ones(2, 3).transpose(0, 2)",
    "t_dims": "torch.ones(2, 3, 4).t()",
    "squeeze_dim": "torch.ones(2).squeeze(3)",
    "unsqueeze_dim": "torch.ones(2).unsqueeze(3)",
    "flatten_order": "torch.ones(2, 3).flatten(1, 0)",
    "unflatten_product": "torch.ones(2, 6).unflatten(1, (4, 2))",
    "split_sizes": "torch.ones(5).split([2, 2])",
    "split_negative": "torch.ones(5).split(-1)",
    "chunk_none": "torch.ones(5).chunk(0)",
    "narrow_long": "torch.ones(5).narrow(0, 3, 4)",
    "narrow_negative": "torch.ones(5).narrow(0, 0, -1)",
    "unfold_size": "torch.ones(5).unfold(0, 6, 1)",
    "movedim_dims": "torch.ones(2, 3).movedim((0, 1), (0, 0))",
    "sum_dim": "torch.ones(2, 3).sum(2)",
    "sum_dim_twice": "torch.ones(2, 3).sum((0, 0))",
    "max_of_nothing": "torch.ones(0).max()",
    "argmax_of_nothing": "torch.ones(0).argmax()",
    "topk_long": "torch.ones(3).topk(4)",
    "kthvalue_long": "torch.ones(3).kthvalue(4)",
    "item_of_two": "torch.ones(2).item()",
    "bool_of_two": "bool(torch.ones(2))",
    "as_strided_bounds": "torch.ones(4).as_strided((3, 3), (2, 2))",
    "negative_size": "torch.ones(-1)",
    "einsum_sizes": "torch.einsum('ij,jk->ik', torch.ones(2, 3), torch.ones(2, 3))",
    "einsum_dims": "torch.einsum('ijk->i', torch.ones(2, 3))",
    "tensordot_dims": "torch.tensordot(torch.ones(2, 3), torch.ones(2, 3), 1)",
    "cross_size": "torch.linalg.cross(torch.ones(2, 2), torch.ones(2, 2))",
    "broadcast_tensors": "torch.broadcast_tensors(torch.ones(2), torch.ones(3))",
    "copy_sizes": "torch.ones(3).copy_(torch.ones(2))",
    "ragged": "torch.tensor([[1.0, 2.0], [3.0]])",
    "pad_length": "F.pad(torch.ones(2, 3), (1,))",
    "interpolate_dims": "F.interpolate(torch.ones(2, 3), scale_factor=2.0)",
}

LAYERS = {
    "linear_features": "F.linear(torch.ones(2, 3), torch.ones(4, 5))",
    "conv2d_channels": "F.conv2d(torch.ones(1, 3, 8, 8), torch.ones(4, 2, 3, 3))",
    "conv2d_dims": "F.conv2d(torch.ones(8, 8), torch.ones(4, 2, 3, 3))",
    "conv2d_kernel": "F.conv2d(torch.ones(1, 3, 2, 2), torch.ones(4, 3, 5, 5))",
    "conv2d_groups": "F.conv2d(torch.ones(1, 3, 8, 8), torch.ones(4, 3, 3, 3), groups=3)",
    "conv2d_bias": "F.conv2d(torch.ones(1, 3, 8, 8), torch.ones(4, 3, 3, 3), torch.ones(3))",
    "conv2d_dtype": "F.conv2d(torch.ones(1, 3, 8, 8).double(), torch.ones(4, 3, 3, 3))",
    "conv1d_stride": "F.conv1d(torch.ones(1, 3, 8), torch.ones(4, 3, 3), stride=0)",
    "conv_transpose_channels": "F.conv_transpose2d(torch.ones(1, 3, 8, 8), torch.ones(4, 2, 3, 3))",
    "max_pool_size": "F.max_pool2d(torch.ones(1, 3, 2, 2), 5)",
    "max_pool_padding": "F.max_pool2d(torch.ones(1, 3, 8, 8), 3, padding=2)",
    "avg_pool_dims": "F.avg_pool2d(torch.ones(8), 2)",
    "batch_norm_one_value": "F.batch_norm(torch.ones(1, 3), torch.zeros(3), torch.ones(3), training=True)",
    "batch_norm_features": "F.batch_norm(torch.ones(2, 3), torch.zeros(4), torch.ones(4))",
    "layer_norm_shape": "F.layer_norm(torch.ones(2, 3), (4,))",
    "group_norm_groups": "F.group_norm(torch.ones(2, 3, 4), 2)",
    "dropout_p": "F.dropout(torch.ones(3), 1.5)",
    "embedding_range": "F.embedding(torch.tensor([4]), torch.ones(3, 2))",
    "embedding_dtype": "F.embedding(torch.tensor([1.0]), torch.ones(3, 2))",
    "one_hot_negative": "F.one_hot(torch.tensor([-1]), 3)",
    "one_hot_classes": "F.one_hot(torch.tensor([5]), 3)",
    "pixel_shuffle": "F.pixel_shuffle(torch.ones(1, 3, 2, 2), 2)",
    "cross_entropy_batch": "F.cross_entropy(torch.ones(2, 3), torch.tensor([0]))",
    "cross_entropy_class": "F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 3]))",
    "cross_entropy_dtype": "F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 1], dtype=torch.int32))",
    "nll_weight": "F.nll_loss(torch.ones(2, 3), torch.tensor([0, 1]), torch.ones(2))",
    "bce_range": "F.binary_cross_entropy(torch.full((2,), 2.0), torch.ones(2))",
    "bce_size": "F.binary_cross_entropy(torch.ones(2), torch.ones(3))",
    "bce_logits_size": "F.binary_cross_entropy_with_logits(torch.ones(2), torch.ones(3))",
    "huber_delta": "F.huber_loss(torch.ones(2), torch.ones(2), delta=-1.0)",
    "smooth_l1_beta": "F.smooth_l1_loss(torch.ones(2), torch.ones(2), beta=-1.0)",
    "multi_margin_p": "F.multi_margin_loss(torch.ones(2, 3), torch.tensor([0, 1]), p=3)",
    "ctc_lengths": "F.ctc_loss(torch.ones(4, 2, 3), torch.ones(2, 2).long(), torch.tensor([4]), torch.tensor([2, 2]))",
    "grid_sample_batches": "F.grid_sample(torch.ones(1, 1, 2, 2), torch.ones(2, 2, 2, 2), align_corners=False)",
}

TYPES = {
    "long_requires_grad": "torch.ones(2, dtype=torch.int64).requires_grad_()",
    "bool_requires_grad": "torch.ones(2, dtype=torch.bool).requires_grad_()",
    "add_in_place_promotes": "torch.ones(2, dtype=torch.int64).add_(1.5)",
    "div_in_place_promotes": "torch.ones(2, dtype=torch.int64).div_(2)",
    "long_made_with_requires_grad": "torch.ones(2, dtype=torch.int64, requires_grad=True)",
    "bool_in_place": "torch.ones(2, dtype=torch.bool).mul_(2)",
    "bool_minus": "torch.ones(2, dtype=torch.bool) - torch.ones(2, dtype=torch.bool)",
    "bool_negative": "-torch.ones(2, dtype=torch.bool)",
    "mm_dtypes": "torch.ones(2, 2).mm(torch.ones(2, 2, dtype=torch.float64))",
    "dot_dtypes": "torch.ones(2).dot(torch.ones(2, dtype=torch.float64))",
    "mean_of_long": "torch.ones(2, dtype=torch.int64).mean()",
    "softmax_of_long": "torch.ones(2, dtype=torch.int64).softmax(0)",
    "bitwise_of_float": "torch.ones(2).bitwise_and(torch.ones(2))",
    "bitwise_not_of_float": "torch.ones(2).bitwise_not()",
    "complex_compare": "torch.ones(2, dtype=torch.complex64) < torch.ones(2, dtype=torch.complex64)",
    "complex_max": "torch.ones(2, dtype=torch.complex64).max()",
    "complex_floor": "torch.ones(2, dtype=torch.complex64).floor()",
    "complex_sort": "torch.tensor(1 + 2j).to(torch.complex64).sort()",
    "complex_parts": "torch.complex(torch.ones(2), torch.ones(2, dtype=torch.float64))",
    "view_dtype_size": "torch.ones(3).view(torch.float64)",
    "view_as_real_of_float": "torch.view_as_real(torch.ones(2))",
    "uint8_overflow": "torch.tensor(300, dtype=torch.uint8)",
    "int8_overflow": "torch.tensor([1, 128], dtype=torch.int8)",
    "integer_division_by_zero": "torch.ones(2, dtype=torch.int64) // torch.zeros(2, dtype=torch.int64)",
    "integer_power": "torch.ones(2, dtype=torch.int64).pow(-1)",
    "out_dtype": "torch.add(torch.ones(2), torch.ones(2), out=torch.ones(2, dtype=torch.int64))",
    "cumsum_dim": "torch.ones(2).cumsum(2)",
    "where_condition": "torch.where(torch.ones(2), torch.ones(2), torch.ones(2))",
    "masked_fill_mask": "torch.ones(2).masked_fill(torch.ones(2), 0)",
    "lerp_dtypes": "torch.ones(2).lerp(torch.ones(2, dtype=torch.float64), 0.5)",
    "quantile_dtype": "torch.ones(2, dtype=torch.int64).quantile(0.5)",
    "histc_range": "torch.ones(2).histc(10, 5, 1)",
    "bincount_negative": "torch.tensor([-1]).bincount()",
    "arange_step": "torch.arange(0, 5, -1)",
    "arange_zero_step": "torch.arange(0, 5, 0)",
    "linspace_steps": "torch.linspace(0, 1, -1)",
    "eye_negative": "torch.eye(-1)",
    "bool_add_alpha": "torch.full((2,), True).add(torch.ones(2, dtype=torch.bool), alpha=1.5)",
}

INDICES = {
    "index_high": "torch.ones(3)[3]",
    "index_low": "torch.ones(2, 3)[0, -4]",
    "index_too_many": "torch.ones(2, 3)[0, 0, 0]",
    "index_no_dims": "torch.ones(())[0]",
    "index_step": "torch.ones(3)[::-1]",
    "index_zero_step": "torch.ones(3)[::0]",
    "index_tensor_high": "torch.ones(3)[torch.tensor([0, 5])]",
    "index_tensor_dtype": "torch.ones(3)[torch.tensor([0.0, 1.0])]",
    "index_mask_size": "torch.ones(3)[torch.tensor([True, False])]",
    "index_tensors_sizes": "torch.ones(3, 3)[torch.tensor([0, 1]), torch.tensor([0, 1, 2])]",
    "index_set_size": "torch.ones(3, 3).__setitem__(0, torch.ones(2))",
    "index_select_high": "torch.ones(3).index_select(0, torch.tensor([3]))",
    "index_select_dtype": "torch.ones(3).index_select(0, torch.tensor([0.0]))",
    "index_select_dims": "torch.ones(3).index_select(0, torch.tensor([[0]]))",
    "gather_high": "torch.ones(3).gather(0, torch.tensor([3]))",
    "gather_dims": "torch.ones(3, 3).gather(0, torch.tensor([0]))",
    "scatter_dtype": "torch.zeros(3).scatter_(0, torch.tensor([0]), torch.ones(1, dtype=torch.float64))",
    "scatter_high": "torch.zeros(3).scatter_(0, torch.tensor([5]), torch.ones(1))",
    "select_high": "torch.ones(3).select(0, 3)",
    "select_no_dims": "torch.ones(()).select(0, 0)",
    "take_high": "torch.ones(3).take(torch.tensor([7]))",
    "index_add_size": "torch.zeros(3).index_add_(0, torch.tensor([0]), torch.ones(2))",
    "index_fill_high": "torch.zeros(3).index_fill_(0, torch.tensor([4]), 1)",
    "masked_select_size": "torch.ones(3).masked_select(torch.tensor([True, False]))",
    "masked_scatter_short": "torch.zeros(3).masked_scatter_(torch.tensor([True] * 3), torch.ones(2))",
    "size_dim": "torch.ones(2, 3).size(2)",
    "iteration_no_dims": "list(torch.ones(()))",
}

DEVICES = {
    "device_word": "torch.ones(2).to('gpu')",
    "device_index": "torch.ones(2).to('cuda:x')",
    "device_index_leading_zero": "torch.device('cpu:01')",
    "device_negative": "torch.device('cuda:-1')",
    "device_empty": "torch.device('')",
    "meta_to_cpu": "torch.ones(2, device='meta').to('cpu')",
    "meta_item": "torch.ones((), device='meta').item()",
    "huge": "torch.empty(1 << 45)",
    "size_overflow": "torch.empty(1 << 40, 1 << 40)",
    "huge_result": "torch.ones(1).expand(1 << 45).clone()",
}

AUTOGRAD = {
    "backward_twice": "y = leaf().exp(); z = y.sum(); z.backward(); z.backward()",
    "backward_of_many": "leaf().mul(2).backward()",
    "backward_without_graph": "torch.ones(()).backward()",
    "backward_gradient_size": "leaf().mul(2).backward(torch.ones(2))",
    "in_place_on_leaf": "leaf().add_(1)",
    "in_place_on_view_of_leaf": "leaf()[0].mul_(2)",
    "in_place_on_saved": "x = leaf(); y = x.exp(); y.add_(1); y.sum().backward()",
    "in_place_on_expanded": "torch.ones(1).expand(3).add_(1)",
    "in_place_overlap": "x = torch.ones(3); x[1:].copy_(x[:-1])",
    "in_place_split_view": "a, b = leaf().mul(1).split([1, 2]); a.mul_(2)",
    "requires_grad_of_result": "leaf().mul(2).requires_grad_(False)",
    "grad_unused": "torch.autograd.grad(leaf().sum(), [torch.ones(2, requires_grad=True)])",
    "grad_no_graph": "torch.autograd.grad(torch.ones(()), [leaf()])",
    "grad_input_no_grad": "torch.autograd.grad(leaf().sum(), [torch.ones(2)])",
    "detach_in_place_view": "leaf().mul(1).split([1, 2])[0].detach_()",
    "set_grad_size": "setattr(leaf(), 'grad', torch.ones(2))",
    "set_grad_dtype": "setattr(leaf(), 'grad', torch.ones(3, dtype=torch.float64))",
    "retain_grad_without": "torch.ones(2).retain_grad()",
    "inference_saved": "with torch.inference_mode(): w = torch.ones(3)\n(leaf() * w).sum()",
    "inference_in_place": "with torch.inference_mode(): w = torch.ones(3)\nw.add_(1)",
    "out_with_grad": "torch.add(leaf(), leaf(), out=torch.ones(3, requires_grad=True))",
    "resize_with_grad": "leaf().resize_(2)",
    "backward_of_complex": "leaf().to(torch.complex64).sum().backward()",
}

LINALG = {
    "inv_singular": "torch.linalg.inv(torch.zeros(2, 2))",
    "inv_not_square": "torch.linalg.inv(torch.zeros(2, 3))",
    "inv_dims": "torch.linalg.inv(torch.zeros(2))",
    "inv_of_long": "torch.linalg.inv(torch.ones(2, 2, dtype=torch.int64))",
    "inv_singular_batch": "torch.linalg.inv(torch.stack([torch.eye(2), torch.zeros(2, 2)]))",
    "solve_singular": "torch.linalg.solve(torch.zeros(2, 2), torch.ones(2))",
    "solve_shapes": "torch.linalg.solve(torch.eye(2), torch.ones(3))",
    "cholesky_indefinite": "torch.linalg.cholesky(-torch.eye(2))",
    "cholesky_not_square": "torch.linalg.cholesky(torch.ones(2, 3))",
    "det_not_square": "torch.det(torch.ones(2, 3))",
    "eigh_not_square": "torch.linalg.eigh(torch.ones(2, 3))",
    "svd_dims": "torch.linalg.svd(torch.ones(2))",
    "norm_order": "torch.linalg.matrix_norm(torch.ones(2, 2), 5)",
    "norm_name": "torch.linalg.norm(torch.ones(2, 2), 'foo')",
    "matrix_power_negative": "torch.linalg.matrix_power(torch.zeros(2, 2), -1)",
    "multi_dot_one": "torch.linalg.multi_dot([torch.ones(2, 2)])",
    "lstsq_sizes": "torch.linalg.lstsq(torch.ones(3, 2), torch.ones(2, 1))",
    "qr_mode": "torch.linalg.qr(torch.ones(2, 2), 'foo')",
    "fft_size": "torch.fft.fft(torch.ones(4), 0)",
    "fft_norm": "torch.fft.fft(torch.ones(4), norm='foo')",
    "stft_window": "torch.stft(torch.ones(8), 4, window=torch.ones(5), center=False, return_complex=True)",
}

RANDOM = {
    "randint_range": "torch.randint(5, 5, (2,))",
    "randperm_negative": "torch.randperm(-1)",
    "bernoulli_p": "torch.full((2,), 2.0).bernoulli()",
    "bernoulli_number": "torch.ones(2).bernoulli_(1.5)",
    "normal_std": "torch.ones(2).normal_(0, -1)",
    "uniform_order": "torch.ones(2).uniform_(1, 0)",
    "exponential_rate": "torch.ones(2).exponential_(0)",
    "geometric_p": "torch.ones(2).geometric_(2)",
    "cauchy_sigma": "torch.ones(2).cauchy_(0, -1)",
    "log_normal_std": "torch.ones(2).log_normal_(0, -1)",
    "random_order": "torch.ones(2).random_(5, 2)",
    "multinomial_many": "torch.ones(3).multinomial(4)",
    "multinomial_zero": "torch.zeros(3).multinomial(1)",
    "multinomial_negative": "torch.tensor([-1.0, 2.0]).multinomial(1)",
    "multinomial_dims": "torch.ones(2, 2, 2).multinomial(1)",
    "poisson_negative": "torch.poisson(-torch.ones(2))",
    "rng_state_size": "torch.set_rng_state(torch.zeros(3, dtype=torch.uint8))",
    "rng_state_dtype": "torch.set_rng_state(torch.zeros(3))",
    "threads": "torch.set_num_threads(0)",
}


def leaf():
    return torch.ones(3, requires_grad=True)


def complaint(code):
    try:
        exec(code, {"torch": torch, "F": F, "leaf": leaf})
    except Exception as e:
        text = e.args[0] if e.args and isinstance(e.args[0], str) else str(e)
        return [type(e).__name__, text.split("\nException raised from ")[0]]
    raise AssertionError("nothing is wrong with: " + code)


def main(out):
    warnings.simplefilter("ignore")
    complaints = {}
    for group in (SHAPES, LAYERS, TYPES, INDICES, DEVICES, AUTOGRAD, LINALG, RANDOM):
        for name, code in group.items():
            complaints[name] = complaint(code)
    with open(out, "w", encoding="utf-8") as stream:
        json.dump(complaints, stream, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
