"""Autocast (AutocastsTest.java)."""

import torch
import torch.nn.functional as F
from cautions import caution
from programs import error, program
from torch import nn
from torch.amp import custom_bwd, custom_fwd

DTYPES = (torch.bfloat16, torch.float16)


def leaf(*values, dtype=torch.float32):
    return torch.tensor(values, dtype=dtype).requires_grad_()


@program
def which_operations_are_cast():
    a, b = torch.ones(2, 2), torch.ones(2, 2)
    v = torch.ones(2)
    batch = torch.ones(1, 2, 2)
    image = torch.ones(1, 2, 6, 6)
    volume = torch.ones(1, 2, 4, 4, 4)
    target = torch.zeros(2, dtype=torch.int64)
    operations = [
        lambda: a.mm(b), lambda: a.matmul(b), lambda: a.mv(v), lambda: v.dot(v), lambda: batch.bmm(batch),
        lambda: torch.addmm(a, a, b), lambda: torch.addmv(v, a, v), lambda: torch.addr(a, v, v),
        lambda: torch.baddbmm(batch, batch, batch), lambda: torch.addbmm(a, batch, batch),
        lambda: torch.linalg.multi_dot([a, b]), lambda: torch.einsum("ij,jk->ik", a, b),
        lambda: F.linear(a, b), lambda: F.bilinear(a, b, torch.ones(3, 2, 2)),
        lambda: F.conv1d(batch, torch.ones(2, 2, 1)), lambda: F.conv2d(image, torch.ones(2, 2, 3, 3)),
        lambda: F.conv3d(volume, torch.ones(2, 2, 1, 1, 1)), lambda: F.conv_transpose1d(batch, torch.ones(2, 2, 1)),
        lambda: F.conv_transpose2d(image, torch.ones(2, 2, 1, 1)),
        lambda: F.conv_transpose3d(volume, torch.ones(2, 2, 1, 1, 1)),
        lambda: F.scaled_dot_product_attention(batch, batch, batch),
        lambda: a + b, lambda: a * 2, lambda: a.exp(), lambda: a.log(), lambda: a.pow(2), lambda: a.sum(),
        lambda: a.mean(), lambda: a.prod(), lambda: a.cumsum(0), lambda: a.norm(), lambda: a.std(),
        lambda: F.softmax(a, 1), lambda: F.log_softmax(a, 1), lambda: F.gelu(a), lambda: F.relu(a),
        lambda: F.layer_norm(a, (2,)), lambda: F.group_norm(image, 1), lambda: F.instance_norm(image),
        lambda: F.batch_norm(a, None, None, training=True), lambda: F.mse_loss(a, b), lambda: F.l1_loss(a, b),
        lambda: F.smooth_l1_loss(a, b), lambda: F.huber_loss(a, b), lambda: F.cross_entropy(a, target),
        lambda: F.nll_loss(a, target), lambda: F.kl_div(a, b, reduction="sum"),
        lambda: F.binary_cross_entropy(a, b), lambda: F.binary_cross_entropy_with_logits(a, b),
        lambda: F.poisson_nll_loss(a, b), lambda: F.cosine_embedding_loss(a, b, v), lambda: F.hinge_embedding_loss(a, b),
        lambda: F.margin_ranking_loss(v, v, v), lambda: F.triplet_margin_loss(a, b, a), lambda: F.multi_margin_loss(a, target),
        lambda: F.multilabel_margin_loss(a, torch.zeros(2, 2, dtype=torch.int64)), lambda: F.soft_margin_loss(a, b),
        lambda: F.cosine_similarity(a, b), lambda: F.pdist(a), lambda: torch.cdist(a, b),
        lambda: F.avg_pool2d(image, 2), lambda: F.avg_pool3d(volume, 2), lambda: F.max_pool2d(image, 2),
        lambda: F.adaptive_avg_pool2d(image, 1), lambda: F.adaptive_avg_pool3d(volume, 1),
        lambda: F.interpolate(image, scale_factor=2.0, mode="bilinear"),
        lambda: F.interpolate(image, scale_factor=2.0, mode="nearest"),
        lambda: F.grid_sample(image, torch.zeros(1, 2, 2, 2), align_corners=False), lambda: F.pad(image, (1, 1), mode="reflect"),
        lambda: torch.linalg.inv(a + torch.eye(2)), lambda: torch.linalg.det(a), lambda: torch.linalg.qr(a)[0],
        lambda: torch.linalg.svd(a)[1], lambda: torch.linalg.norm(a), lambda: torch.linalg.cholesky(a + torch.eye(2)),
        lambda: torch.trace(a), lambda: torch.polar(a, b).real, lambda: torch.fft.fft(v).real, lambda: torch.stack([a, b]),
        lambda: torch.cat([a, a.to(torch.bfloat16)]), lambda: torch.addcmul(a, a, a.to(torch.float16)),
        lambda: torch.cross(torch.ones(2, 3), torch.ones(2, 3), dim=1), lambda: torch.tensordot(a, b, dims=1),
        lambda: a.double().mm(b.double()), lambda: a.to(torch.float16).exp(), lambda: a.to(torch.bfloat16).sum(),
        lambda: torch.index_copy(a, 0, torch.tensor([0]), torch.ones(1, 2)),
    ]  # fmt: skip
    for number, operation in enumerate(operations):
        for dtype in DTYPES:
            with torch.autocast("cpu", dtype=dtype):
                try:
                    print(number, str(operation().dtype))
                except Exception as e:
                    print(number, str(e).splitlines()[0])


@program
def which_modules_are_cast():
    x = torch.ones(1, 3, 4)
    for module in (
        nn.RNN(4, 2), nn.LSTM(4, 2), nn.GRU(4, 2), nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0), nn.Linear(4, 2),
        nn.Bilinear(4, 4, 2), nn.LayerNorm(4), nn.BatchNorm1d(3), nn.Conv1d(3, 2, 3), nn.MultiheadAttention(4, 2),
    ):  # fmt: skip
        for dtype in DTYPES:
            with torch.autocast("cpu", dtype=dtype):
                try:
                    if isinstance(module, nn.Bilinear):
                        out = module(x, x)
                    elif isinstance(module, nn.MultiheadAttention):
                        out = module(x, x, x)
                    else:
                        out = module(x)
                    print(str((out[0] if isinstance(out, tuple) else out).dtype))
                except Exception as e:
                    print(str(e).splitlines()[0])


def state(device):
    print(
        torch.is_autocast_enabled(device), str(torch.get_autocast_dtype(device)), torch.is_autocast_cache_enabled()
    )


@program
def stretches_within_stretches():
    state("cpu")
    with torch.autocast("cpu"):
        state("cpu")
        with torch.autocast("cpu", enabled=False):
            state("cpu")
            with torch.autocast("cpu", dtype=torch.float16, cache_enabled=False):
                state("cpu")
                with torch.autocast("cpu"):
                    state("cpu")
            state("cpu")
        state("cpu")
        try:
            with torch.autocast("cpu", dtype=torch.float16):
                raise ValueError("thrown")
        except ValueError as e:
            print(e)
        state("cpu")
    state("cpu")
    with torch.autocast("cpu", enabled=False, dtype=torch.float16):
        state("cpu")
    state("cuda")
    state("xpu")
    with torch.autocast("mps", dtype=torch.bfloat16):
        state("mps")


@program
def state_functions():
    for device in ("cpu", "cuda", "mps", "xpu", "hpu", "xla", "maia", "mtia", "ipu", "meta", "vulkan", "hip", "cpu:0", "foo", ""):
        for function in (torch.is_autocast_enabled, torch.get_autocast_dtype, torch.amp.is_autocast_available):
            try:
                print(device, str(function(device)))
            except Exception as e:
                print(device, e)
        error(lambda: torch.set_autocast_enabled(device, False))
    error(lambda: torch.autocast("meta").__enter__())
    error(lambda: torch.autocast("meta", dtype=torch.bfloat16).__enter__())
    error(lambda: torch.autocast("hip").__enter__())
    error(lambda: torch.autocast("foo").__enter__())
    torch.set_autocast_dtype("cpu", torch.float16)
    torch.set_autocast_enabled("cpu", True)
    state("cpu")
    print(str(torch.ones(1, 1).mm(torch.ones(1, 1)).dtype))
    with torch.autocast("cpu"):
        state("cpu")
    torch.set_autocast_enabled("cpu", False)
    torch.set_autocast_dtype("cpu", torch.bfloat16)
    torch.set_autocast_cache_enabled(False)
    state("cpu")
    with torch.autocast("cpu"):
        state("cpu")
    torch.set_autocast_cache_enabled(True)
    print(torch.autocast_increment_nesting(), torch.autocast_increment_nesting())
    print(torch.autocast_decrement_nesting(), torch.autocast_decrement_nesting())


@program
def the_cache():
    w, x = leaf([1.0, 2.0], [3.0, 4.0]), torch.ones(2, 2)
    with torch.autocast("cpu"):
        print(x.mm(w))
        with torch.no_grad():
            w.add_(1)
        print(x.mm(w))  # the former value, kept
        torch.clear_autocast_cache()
        print(x.mm(w))
        with torch.autocast("cpu"):
            print(x.mm(w))
            with torch.no_grad():
                w.add_(1)
        print(x.mm(w))
    with torch.autocast("cpu", cache_enabled=False):
        first = x.mm(w)
        with torch.no_grad():
            w.add_(1)
        print(first, x.mm(w))
    with torch.autocast("cpu", dtype=torch.float16):
        x.mm(w).sum().backward()
    print(w.grad)


@program
def stretches_that_cannot_be():
    for dtype in (torch.float32, torch.float64, torch.int32, torch.bfloat16):
        for device in ("cpu", "mps"):

            def run():
                with torch.autocast(device, dtype=dtype):
                    print(torch.is_autocast_enabled(device), str(torch.get_autocast_dtype(device)))

            caution(run)
    caution(lambda: torch.autocast("cpu", dtype=torch.int32, enabled=False))
    if not torch.cuda.is_available():

        def on_cuda():
            with torch.autocast("cuda"):
                print(torch.is_autocast_enabled("cuda"), str(torch.get_autocast_dtype("cuda")))

        caution(on_cuda)


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        print(str(a.dtype), str(b.dtype), torch.is_autocast_enabled("cpu"))
        return a.mm(b)

    @staticmethod
    def backward(ctx, grad):
        a, b = ctx.saved_tensors
        print(str(grad.dtype), torch.is_autocast_enabled("cpu"), str(torch.get_autocast_dtype("cpu")))
        return grad.mm(b.t()), a.t().mm(grad)


class FollowingProduct(Product):
    forward = staticmethod(custom_fwd(Product.forward, device_type="cpu"))
    backward = staticmethod(custom_bwd(Product.backward, device_type="cpu"))


class FloatProduct(Product):
    forward = staticmethod(custom_fwd(Product.forward, device_type="cpu", cast_inputs=torch.float32))
    backward = staticmethod(custom_bwd(Product.backward, device_type="cpu"))


class HalfProduct(Product):
    forward = staticmethod(custom_fwd(Product.forward, device_type="cpu", cast_inputs=torch.float16))
    backward = staticmethod(custom_bwd(Product.backward, device_type="cpu"))


@program
def functions_of_ones_own():
    for function in (Product, FollowingProduct, FloatProduct, HalfProduct):
        for dtype in (torch.float32, torch.bfloat16):
            a, b = leaf([1.5, 2.0], dtype=dtype), leaf([0.25], [3.0], dtype=dtype)

            def all_in_a_stretch():
                with torch.autocast("cpu", dtype=torch.float16):
                    y = function.apply(a, b)
                    print(y)
                    y.backward(torch.ones_like(y))

            def backward_outside():
                with torch.autocast("cpu", dtype=torch.float16):
                    y = function.apply(a, b)
                y.backward(torch.ones_like(y))

            def backward_inside():
                y = function.apply(a, b)
                with torch.autocast("cpu", dtype=torch.float16):
                    y.backward(torch.ones_like(y))

            for run in (all_in_a_stretch, backward_outside, backward_inside):
                a.grad = b.grad = None
                error(run)
                print(a.grad, b.grad)
    wide = leaf([1.0], dtype=torch.float64)
    with torch.autocast("cpu"):
        print(FloatProduct.apply(wide, wide))
