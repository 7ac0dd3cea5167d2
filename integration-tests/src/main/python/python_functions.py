"""Computes what PyTorch writes in Python around its operators, for PythonFunctionsTest.java, which does so in Java.

    python python_functions.py OUT.pth

The file holds {"inputs": {name: tensor}, "results": {name: list of tensors}}.
"""

import sys
import warnings

import torch
from torch.autograd import functional as AF

warnings.simplefilter("ignore")
torch.manual_seed(0)

signal = torch.randn(40)
signals = torch.randn(2, 40)
window = torch.hann_window(8)
a = torch.randn(4, 5)
b = torch.randn(5, 3)
batch = torch.randn(2, 4, 5)
repeated = torch.tensor([[3, 1, 1], [2, 2, 3], [3, 1, 1]])
sparse = torch.tensor([[0.0, 2.0, 0.0], [1.0, 0.0, 3.0]])
square = torch.randn(4, 4)
low_rank = torch.randn(8, 2) @ torch.randn(2, 6)
vector = torch.randn(3, dtype=torch.float64)
factor = torch.randn(12, 12, dtype=torch.float64)
definite = factor @ factor.mT + torch.arange(12.0, dtype=torch.float64).diag()
weights = torch.arange(1.0, 13.0, dtype=torch.float64).diag() + 0.1 * (factor + factor.mT).tanh()
guess = torch.randn(12, 2, dtype=torch.float64)
definites = torch.stack([definite, definite + weights])

INPUTS = (
    "signal signals window a b batch repeated sparse square low_rank vector definite weights guess definites"
).split()


def spectrum(*args, **kwargs):
    return torch.view_as_real(torch.stft(*args, return_complex=True, **kwargs))


def inverse():
    return torch.istft(torch.stft(signal, 8, window=window, return_complex=True), 8, window=window, length=40)


def batched_grad():
    x = a.clone().requires_grad_()
    return torch.autograd.grad((x * x, x.sum(1)), x, (batch, batch[:, :, 0]), is_grads_batched=True)


def batched_unused():
    x = a.clone().requires_grad_()
    y = a.clone().requires_grad_()
    grads = torch.autograd.grad(x.exp(), (x, y), batch, is_grads_batched=True, allow_unused=True, materialize_grads=True)
    return [grads[0], grads[1]]


def twice():
    x = a.clone().requires_grad_()
    (first,) = torch.autograd.grad(x.pow(3), x, batch, is_grads_batched=True, create_graph=True)
    return torch.autograd.grad(first.sum(), x)


def pair(x, y):
    return (x * y.sum()).sin(), x.exp() * y


def flat(rows):
    return [block for row in rows for block in row]


def energy(x, y):
    return (x.pow(3) * y.sin()).sum()


def pairs(*args, **kwargs):
    """Eigenvalues, and eigenvectors but for their sign."""
    values, vectors = torch.lobpcg(*args, **kwargs)
    return [values, vectors.abs()]


def pairs_grad(matrix, k, largest):
    matrix = matrix.clone().requires_grad_()
    values, vectors = torch.lobpcg(matrix, k, largest=largest, tol=1e-12)
    (values.pow(2).sum() + vectors.abs().pow(3).sum()).backward()
    return matrix.grad


def pairs_grad_values():
    matrix = definites.clone().requires_grad_()
    torch.lobpcg(matrix, 2, largest=False)[0].sum().backward()
    return matrix.grad


def nested(make):
    return torch.nested.to_padded_tensor(make([a, b], dtype=torch.float64), -1.0)


CASES = {
    "stft": lambda: spectrum(signal, 8),
    "stft_window": lambda: spectrum(signal, 8, 3, window=window),
    "stft_short_window": lambda: spectrum(signal, 16, None, 8, window),
    "stft_batch": lambda: spectrum(signals, 8, pad_mode="constant", normalized=True),
    "stft_not_centered": lambda: spectrum(signal, 8, 4, center=False, onesided=False),
    "stft_replicate": lambda: spectrum(signals, 8, pad_mode="replicate"),
    "istft": inverse,
    "norm": lambda: a.norm(),
    "norm_fro_dims": lambda: a.norm("fro", (0, 1), True),
    "norm_fro_dim": lambda: torch.norm(a, "fro", 1),
    "norm_fro_many_dims": lambda: batch.norm("fro"),
    "norm_nuc": lambda: a.norm("nuc"),
    "norm_nuc_dims": lambda: torch.norm(batch, p="nuc", dim=(1, 2)),
    "norm_1": lambda: a.norm(1),
    "norm_inf": lambda: a.norm(float("inf"), 0),
    "norm_0": lambda: sparse.norm(0),
    "norm_dtype": lambda: a.norm(2, dim=1, keepdim=True, dtype=torch.float64),
    "norm_sparse": lambda: sparse.to_sparse().norm(),
    "norm_sparse_1": lambda: sparse.to_sparse().norm(1),
    "cdist": lambda: torch.cdist(batch, batch.flip(1)),
    "cdist_1": lambda: torch.cdist(a, a, 1.0),
    "cdist_mm": lambda: torch.cdist(a, a.flip(0) + 1, 2.0, "use_mm_for_euclid_dist"),
    "cdist_no_mm": lambda: torch.cdist(a, a.flip(0), compute_mode="donot_use_mm_for_euclid_dist"),
    "unique": lambda: torch.unique(repeated),
    "unique_all": lambda: torch.unique(repeated, return_inverse=True, return_counts=True),
    "unique_dim": lambda: repeated.unique(dim=0, return_inverse=True, return_counts=True),
    "unique_counts": lambda: repeated.unique(return_counts=True),
    "unique_consecutive": lambda: torch.unique_consecutive(repeated),
    "unique_consecutive_all": lambda: repeated.unique_consecutive(True, True),
    "unique_consecutive_dim": lambda: repeated.unique_consecutive(return_counts=True, dim=1),
    "tensordot": lambda: torch.tensordot(batch, batch.permute(1, 2, 0)),
    "tensordot_1": lambda: torch.tensordot(a, b, 1),
    "tensordot_0": lambda: torch.tensordot(a, b, 0),
    "tensordot_lists": lambda: torch.tensordot(a, batch, ([0, 1], [1, 2])),
    "einsum": lambda: torch.einsum("ij,jk->ki", a, b),
    "einsum_lists": lambda: torch.einsum(a, [0, 1], b, [1, 27], [27, 0]),
    "einsum_ellipsis": lambda: torch.einsum(batch, [Ellipsis, 1, 2], b, [2, 3]),
    "meshgrid": lambda: torch.meshgrid(signal[:2], signal[2:5]),
    "meshgrid_xy": lambda: torch.meshgrid(signal[:2], signal[2:5], indexing="xy"),
    "cartesian_prod": lambda: torch.cartesian_prod(signal[:2], signal[2:5]),
    "block_diag": lambda: torch.block_diag(a, signal[:2], b),
    "broadcast_tensors": lambda: torch.broadcast_tensors(a, signal[:5], signal[0]),
    "broadcast_shapes": lambda: torch.tensor(torch.broadcast_shapes((2, 1), (3, 1, 5), (1,))),
    "atleast_1d": lambda: torch.atleast_1d(signal[0], a),
    "atleast_2d": lambda: torch.atleast_2d(signal[0], signal[:2]),
    "atleast_3d": lambda: torch.atleast_3d(a),
    "chain_matmul": lambda: torch.chain_matmul(a, b, b.t()),
    "lu": lambda: torch.lu(square),
    "lu_infos": lambda: square.lu(get_infos=True),
    "unravel_index": lambda: torch.unravel_index(torch.tensor([[7, 3], [0, 11]]), (3, 4)),
    "split_tensor_size": lambda: a.split(torch.tensor(3), 1),
    "svd_lowrank": lambda: torch.svd_lowrank(low_rank, 2)[1],
    "svd_lowrank_mean": lambda: torch.svd_lowrank(low_rank, 3, 3, low_rank.mean(0, keepdim=True))[1][:2],
    "pca_lowrank": lambda: torch.pca_lowrank(low_rank, 2)[1],
    "pca_lowrank_plain": lambda: torch.pca_lowrank(low_rank, 2, center=False)[1],
    "lobpcg": lambda: pairs(definite, 2, X=guess),
    "lobpcg_random": lambda: pairs(definite.float(), 2, largest=False, tol=1e-5),
    "lobpcg_basic": lambda: pairs(definite, X=guess.clone(), niter=-1, method="basic"),
    "lobpcg_preconditioned": lambda: pairs(definite, 2, None, guess.clone(), iK=weights, niter=6, method="basic"),
    "lobpcg_few_steps": lambda: pairs(definite, 2, X=guess, niter=4),
    "lobpcg_general": lambda: pairs(definite, 2, weights, guess),
    "lobpcg_smallest": lambda: pairs(definite, 3, weights, largest=False),
    "lobpcg_extra": lambda: pairs(definite, 1, n=4),
    "lobpcg_sparse": lambda: pairs(definite.to_sparse(), 2, X=guess),
    "lobpcg_batch": lambda: pairs(definites, 2),
    "lobpcg_batch_general": lambda: pairs(definites, 2, torch.stack([weights, weights.mT + 2]), largest=False),
    "lobpcg_drop": lambda: pairs(
        definite, 2, weights, guess, ortho_iparams={"ortho_j_max": 2}, ortho_bparams={"ortho_use_drop": True}
    ),
    "lobpcg_ortho": lambda: pairs(
        definite,
        2,
        X=guess,
        ortho_iparams={"ortho_i_max": 5, "ortho_j_max": 4},
        ortho_fparams={"ortho_tol": 1e-9, "ortho_tol_drop": 1e-7, "ortho_tol_replace": 1e-8},
    ),
    "lobpcg_grad": lambda: pairs_grad(definite, 2, True),
    "lobpcg_grad_odd": lambda: pairs_grad(definite, 3, True),
    "lobpcg_grad_smallest": lambda: pairs_grad(definites, 3, False),
    "lobpcg_grad_values": pairs_grad_values,
    "sparse_mm": lambda: torch.sparse.mm(sparse.to_sparse(), b[:3]),
    "sparse_addmm": lambda: torch.sparse.addmm(square[:2, :3], sparse.to_sparse(), square[:3, :3], beta=2, alpha=0.5),
    "sparse_softmax": lambda: torch.sparse.softmax(sparse.to_sparse(), 1).to_dense(),
    "sparse_log_softmax": lambda: torch.sparse.log_softmax(sparse.to_sparse(), 1, dtype=torch.float64).to_dense(),
    "sparse_sum": lambda: torch.sparse.sum(sparse.to_sparse()),
    "sparse_sum_dim": lambda: torch.sparse.sum(sparse.to_sparse(), 0).to_dense(),
    "sparse_spdiags": lambda: torch.sparse.spdiags(a[:2, :4], torch.tensor([0, 1]), (4, 4)).to_dense(),
    "nested_tensor": lambda: nested(torch.nested.nested_tensor),
    "as_nested_tensor": lambda: nested(torch.nested.as_nested_tensor),
    "real_imag": lambda: [torch.complex(a, a + 1).real, torch.complex(a, a + 1).imag],
    "grads_batched": batched_grad,
    "grads_batched_unused": batched_unused,
    "grads_batched_twice": twice,
    "jacobian_vectorize": lambda: flat(AF.jacobian(pair, (vector, vector + 1), vectorize=True)),
    "jacobian_forward": lambda: flat(AF.jacobian(pair, (vector, vector + 1), vectorize=True, strategy="forward-mode")),
    "jacobian_strict": lambda: flat(AF.jacobian(pair, (vector, vector + 1), create_graph=True, strict=True)),
    "hessian_vectorize": lambda: flat(AF.hessian(energy, (vector, vector + 1), vectorize=True)),
    "hessian_forward": lambda: flat(
        AF.hessian(energy, (vector, vector + 1), vectorize=True, outer_jacobian_strategy="forward-mode")
    ),
    "vhp_strict": lambda: AF.vhp(energy, (vector, vector + 1), (vector, vector), strict=True)[1],
    "hvp_strict": lambda: AF.hvp(energy, (vector, vector + 1), (vector, vector), strict=True)[1],
}


def main():
    torch.set_num_threads(1)
    results = {}
    for name, case in CASES.items():
        torch.manual_seed(1)
        value = case()
        tensors = [value] if isinstance(value, torch.Tensor) else list(value)
        results[name] = [tensor.detach().clone() for tensor in tensors]
    torch.save({"inputs": {name: globals()[name] for name in INPUTS}, "results": results}, sys.argv[1])


if __name__ == "__main__":
    main()
