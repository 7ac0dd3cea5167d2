"""What layers and utilities refuse, and in which words (MistakesTest.java)."""

import torch
import torch.nn.functional as F
from programs import program
from torch import nn
from torch.nn.utils import parametrizations, parametrize, prune, rnn


def error(action):
    try:
        action()
        print("no error")
    except Exception as e:
        print(str(e.args[0]).partition("\n")[0].partition(" {")[0])  # a set has any order


@program
def dimensions_of_inputs():
    for norm, dims in ((nn.BatchNorm1d, 4), (nn.BatchNorm2d, 3), (nn.BatchNorm3d, 4)):
        error(lambda: norm(2)(torch.ones([2] * dims)))
    for norm, dims in ((nn.InstanceNorm1d, 4), (nn.InstanceNorm2d, 2), (nn.InstanceNorm3d, 3)):
        error(lambda: norm(2)(torch.ones([2] * dims)))
    for pad, dims in ((nn.CircularPad1d, 1), (nn.CircularPad2d, 2), (nn.CircularPad3d, 3)):
        error(lambda: pad(1)(torch.ones([2] * dims)))
    for layer in (nn.RNN, nn.LSTM, nn.GRU):
        error(lambda: layer(2, 2)(torch.ones(2)))
    for cell in (nn.RNNCell, nn.LSTMCell, nn.GRUCell):
        error(lambda: cell(2, 2)(torch.ones(1, 1, 2)))
    error(lambda: nn.Softmax2d()(torch.ones(2, 2)))
    error(lambda: nn.Conv2d(2, 2, 1)(torch.ones(1, 3, 4, 4)))
    error(lambda: nn.ConvTranspose2d(2, 2, 3, stride=2)(torch.ones(1, 2, 4, 4), output_size=[20, 20]))
    error(lambda: nn.ConvTranspose2d(2, 2, 3)(torch.ones(1, 2, 4, 4), output_size=[20]))
    error(lambda: nn.ConvTranspose1d(2, 2, 3, padding_mode="reflect"))


@program
def states_and_sequences():
    error(lambda: nn.LSTM(2, 3)(torch.ones(4, 5, 6)))
    error(lambda: nn.GRU(2, 3)(torch.ones(4, 5, 2), torch.ones(1, 4, 3)))
    error(lambda: nn.GRU(2, 3)(torch.ones(4, 5, 2), torch.ones(5, 3)))
    error(lambda: nn.GRU(2, 3)(torch.ones(4, 2), torch.ones(1, 1, 3)))
    error(lambda: nn.LSTM(2, 3)(torch.ones(4, 5, 2), (torch.ones(1, 5, 3), torch.ones(1, 5, 4))))
    error(lambda: nn.LSTM(2, 3)(torch.ones(4, 5, 2), (torch.ones(1, 3), torch.ones(1, 3))))
    error(lambda: nn.RNN(2, 3, nonlinearity="sigmoid"))
    error(lambda: nn.RNN(2, 3, dropout=1.5))
    error(lambda: nn.RNN(2, 3, num_layers=0))
    error(lambda: nn.RNN(2, 0))
    error(lambda: nn.RNN(0, 3))
    error(lambda: nn.LSTM(2, 3, proj_size=3))
    error(lambda: nn.LSTM(2, 3, proj_size=-1))
    error(lambda: nn.GRU(2, 3, proj_size=1))
    error(lambda: nn.RNNCell(2, 3, nonlinearity="x")(torch.ones(2)))
    error(lambda: rnn.pack_padded_sequence(torch.ones(3, 2), torch.tensor([1, 3])))
    error(lambda: rnn.pack_padded_sequence(torch.ones(3, 2), torch.tensor([0, 1]), enforce_sorted=False))
    error(lambda: rnn.pad_packed_sequence(rnn.pack_sequence([torch.ones(3)]), total_length=2))


@program
def options_that_do_not_fit():
    error(lambda: nn.Conv2d(3, 4, 3, groups=2))
    error(lambda: nn.Conv2d(4, 3, 3, groups=2))
    error(lambda: nn.Conv2d(4, 4, 3, groups=0))
    error(lambda: nn.Conv2d(4, 4, 3, padding="x"))
    error(lambda: nn.Conv2d(4, 4, 3, padding="same", stride=2))
    error(lambda: nn.Conv2d(4, 4, 3, padding_mode="x"))
    error(lambda: nn.Dropout(1.5))
    error(lambda: nn.AlphaDropout(-0.5))
    error(lambda: nn.GroupNorm(2, 3))
    error(lambda: nn.Bilinear(0, 1, 1))
    error(lambda: nn.Embedding(3, 2, padding_idx=3))
    error(lambda: nn.Embedding(3, 2, padding_idx=-4))
    error(lambda: nn.Embedding(3, 2, _weight=torch.ones(2, 2)))
    error(lambda: nn.Embedding.from_pretrained(torch.ones(3)))
    error(lambda: nn.EmbeddingBag(3, 2, padding_idx=3))
    error(lambda: nn.EmbeddingBag(3, 2, mode="x")(torch.tensor([[1]])))
    error(lambda: nn.EmbeddingBag(3, 2)(torch.tensor([1])))
    error(lambda: nn.EmbeddingBag(3, 2)(torch.tensor([[1]]), torch.tensor([0])))
    error(lambda: nn.EmbeddingBag(3, 2)(torch.tensor([1]), torch.tensor([0]), torch.ones(2)))
    error(lambda: nn.FractionalMaxPool2d(2))
    error(lambda: nn.FractionalMaxPool2d(2, output_size=1, output_ratio=0.5))
    error(lambda: nn.FractionalMaxPool2d(2, output_ratio=1.5))
    error(lambda: nn.MultiheadAttention(5, 2))
    error(lambda: nn.MultiheadAttention(0, 2))
    error(lambda: nn.Transformer(4, 2, 1, 1, 4)(torch.ones(2, 3, 4), torch.ones(2, 2, 4)))
    error(lambda: nn.Transformer(4, 2, 1, 1, 4)(torch.ones(2, 3, 5), torch.ones(2, 3, 5)))
    error(lambda: nn.TransformerEncoderLayer(4, 2, activation="tanh"))
    error(lambda: nn.Upsample(scale_factor=2)(torch.ones(2)))
    error(lambda: nn.Unflatten(0, [])(torch.ones(2)))
    error(lambda: nn.PixelShuffle(2)(torch.ones(1, 3, 2, 2)))
    error(lambda: nn.AdaptiveLogSoftmaxWithLoss(4, 10, [5, 3]))
    error(lambda: nn.AdaptiveLogSoftmaxWithLoss(4, 10, []))
    error(lambda: nn.AdaptiveLogSoftmaxWithLoss(4, 10, [5])(torch.ones(2, 3), torch.tensor([1, 2])))
    error(lambda: nn.AdaptiveLogSoftmaxWithLoss(4, 10, [5])(torch.ones(4), torch.tensor([1, 2])))
    error(lambda: nn.AdaptiveLogSoftmaxWithLoss(4, 10, [5])(torch.ones(2, 4), torch.tensor([1, 12])))


@program
def losses_that_do_not_fit():
    one = torch.ones(2)
    error(lambda: nn.MSELoss(reduction="x")(one, one))
    error(lambda: nn.L1Loss()(one, torch.ones(3)))
    error(lambda: nn.HuberLoss(delta=0.0))
    error(lambda: nn.HuberLoss(delta=-1.0)(one, one))
    error(lambda: nn.SmoothL1Loss(beta=-1.0)(one, one))
    error(lambda: nn.MultiMarginLoss(p=3))
    error(lambda: nn.MultiMarginLoss(weight=torch.ones(2, 2)))
    error(lambda: nn.TripletMarginLoss(margin=-1.0))
    error(lambda: nn.TripletMarginLoss()(torch.ones(1, 2), torch.ones(1, 3), torch.ones(1, 2)))
    error(lambda: nn.TripletMarginWithDistanceLoss(margin=-1.0))
    error(lambda: nn.MarginRankingLoss()(torch.ones(2, 2), one, one))
    error(lambda: nn.CosineEmbeddingLoss()(torch.ones(2, 2), torch.ones(2, 2), torch.ones(2, 2)))
    error(lambda: nn.GaussianNLLLoss()(one, one, torch.ones(3)))
    error(lambda: nn.GaussianNLLLoss()(one, one, -one))
    error(lambda: nn.GaussianNLLLoss(reduction="x")(one, one, one))
    error(lambda: nn.PoissonNLLLoss(reduction="x")(one, one))
    error(lambda: nn.KLDivLoss(reduction="x")(one, one))
    error(lambda: nn.BCELoss()(one, torch.ones(3)))
    error(lambda: nn.CrossEntropyLoss(label_smoothing=2.0)(torch.ones(2, 3), torch.tensor([0, 1])))
    error(lambda: nn.NLLLoss(torch.ones(2))(torch.ones(2, 3), torch.tensor([0, 1])))


@program
def functions_that_do_not_fit():
    x4 = torch.ones(1, 1, 4, 4)
    error(lambda: F.interpolate(x4))
    error(lambda: F.interpolate(x4, size=(2, 2), scale_factor=2))
    error(lambda: F.interpolate(x4, size=(2, 2, 2)))
    error(lambda: F.interpolate(x4, size=(2, 2), mode="linear"))
    error(lambda: F.interpolate(torch.ones(1, 1, 4), size=2, mode="bilinear"))
    error(lambda: F.interpolate(torch.ones(1, 1, 4, 4, 4), size=(2, 2, 2), mode="bilinear"))
    error(lambda: F.interpolate(x4, size=(2, 2), mode="nearest", align_corners=True))
    error(lambda: F.interpolate(x4, size=(2, 2), mode="x"))
    error(lambda: F.interpolate(x4, size=(2, 2), recompute_scale_factor=True))
    error(lambda: F.interpolate(torch.ones(1, 1, 4), size=2, mode="nearest", antialias=True))
    error(lambda: F.grid_sample(x4, torch.ones(1, 2, 2, 2), mode="x"))
    error(lambda: F.grid_sample(x4, torch.ones(1, 2, 2, 2), padding_mode="x"))
    error(lambda: F.affine_grid(torch.ones(1, 3, 3), torch.Size([1, 1, 2, 2])))
    error(lambda: F.affine_grid(torch.ones(1, 2, 3), torch.Size([1, 1, 2, 2, 2])))
    error(lambda: F.affine_grid(torch.ones(1, 2, 3), torch.Size([1, 1, 2])))
    error(lambda: F.affine_grid(torch.ones(1, 2, 3), torch.Size([1, 1, 0, 2])))
    error(lambda: F.affine_grid(torch.ones(1, 2, 3, dtype=torch.int64), torch.Size([1, 1, 2, 2])))
    error(lambda: F.fold(torch.ones(2), (2, 2), (1, 1)))
    error(lambda: F.unfold(torch.ones(2), (2, 2)))
    error(lambda: F.gumbel_softmax(torch.ones(2, dtype=torch.int64)))
    error(lambda: F.max_unpool2d(x4, torch.zeros(1, 1, 4, 4, dtype=torch.int64), 2, output_size=(20, 20)))
    error(lambda: F.local_response_norm(torch.ones(2), 2))
    error(lambda: F.pad(torch.ones(2), (1, 1, 1, 1), mode="reflect"))
    error(lambda: F.pad(torch.ones(2), (1, 1, 1)))
    error(lambda: F.pad(torch.ones(2), (1, 1), mode="x"))
    error(lambda: F.embedding(torch.tensor([1]), torch.ones(3, 2), padding_idx=5))
    error(lambda: F.glu(torch.ones(3)))
    error(lambda: F.ctc_loss(torch.ones(3, 1, 2), torch.tensor([[1]]), torch.tensor([5]), torch.tensor([1])))


@program
def utilities_that_do_not_fit():
    layer = nn.Linear(2, 2)
    error(lambda: nn.utils.clip_grad_norm_(layer.parameters(), 1.0, error_if_nonfinite=True))
    layer.weight.grad = torch.full((2, 2), float("nan"))
    error(lambda: nn.utils.clip_grad_norm_(layer.parameters(), 1.0, error_if_nonfinite=True))
    error(lambda: nn.utils.vector_to_parameters(torch.ones(3), layer.parameters()))
    error(lambda: nn.utils.remove_weight_norm(layer))
    error(lambda: nn.utils.remove_spectral_norm(layer))
    error(lambda: nn.utils.spectral_norm(layer, n_power_iterations=0))
    error(lambda: nn.utils.weight_norm(nn.LazyLinear(2)))
    error(lambda: nn.utils.spectral_norm(nn.LazyLinear(2)))
    error(lambda: parametrizations.weight_norm(layer, "x"))
    error(lambda: parametrizations.spectral_norm(layer, "x"))
    error(lambda: parametrizations.spectral_norm(layer, eps=1e-3, n_power_iterations=-1))
    error(lambda: parametrizations.orthogonal(layer, "bias"))
    error(lambda: parametrize.register_parametrization(layer, "x", nn.Identity()))
    error(lambda: parametrize.remove_parametrizations(layer, "weight"))
    error(lambda: prune.l1_unstructured(layer, "weight", 1.5))
    error(lambda: prune.l1_unstructured(layer, "weight", 5))
    error(lambda: prune.l1_unstructured(layer, "weight", -1))
    error(lambda: prune.ln_structured(layer, "bias", 1, n=2, dim=0))
    error(lambda: prune.ln_structured(layer, "weight", 1, n=2, dim=3))
    error(lambda: prune.remove(layer, "weight"))
    error(lambda: prune.l1_unstructured(layer, "weight", 1, importance_scores=torch.ones(3)))
    error(lambda: nn.init.xavier_uniform_(layer.bias))
    error(lambda: nn.init.kaiming_uniform_(layer.weight, mode="x"))
    error(lambda: nn.init.kaiming_uniform_(layer.weight, nonlinearity="x"))
    error(lambda: nn.init.orthogonal_(layer.bias))
    error(lambda: nn.init.eye_(layer.bias))
    error(lambda: nn.init.dirac_(layer.weight))
    error(lambda: nn.init.dirac_(torch.ones(3, 2, 1), groups=2))
    error(lambda: nn.init.sparse_(layer.bias, 0.5))
    error(lambda: nn.init.calculate_gain("x"))
    error(lambda: nn.utils.fuse_conv_bn_eval(nn.Conv2d(1, 1, 1), nn.BatchNorm2d(1)))
    error(lambda: torch.func.functional_call(nn.DataParallel(layer), {}, (torch.ones(1, 2),)))
