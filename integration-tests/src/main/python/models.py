"""Records networks that many know, with weights drawn by a seed, for ModelsTest.java: of torchvision, of transformers and
of small_models.py. Wide layers are narrowed where a network is more wide than deep; nothing is dropped at random, since
the two builds of libtorch draw dropout masks by different generators.

    python models.py OUT_DIRECTORY
"""

import sys
from pathlib import Path

import torch
from torch import nn

from reference import randomize_statistics, record
from small_models import LSTMTagger, UNet
from torchvision_models import models

# after torchvision_models: transformers imports torchvision too
from transformers import BertConfig, BertModel, GPT2Config, GPT2LMHeadModel  # isort: skip

WIDTH = 64  # of AlexNet's and VGG's classifiers, 4096 by default


def narrow_classifier(net):
    """The classifier anew with hidden layers of WIDTH features."""
    linears = [(name, module) for name, module in net.classifier.named_children() if isinstance(module, nn.Linear)]
    for position, (name, module) in enumerate(linears):
        in_features = module.in_features if position == 0 else WIDTH
        out_features = module.out_features if position == len(linears) - 1 else WIDTH
        setattr(net.classifier, name, nn.Linear(in_features, out_features))
    return net


def images(name, net, out, step_dtype=torch.float32):
    randomize_statistics(net)
    x = torch.randn(4, 3, 64, 64)
    record(name, net, x, nn.CrossEntropyLoss(), torch.randint(1000, (4,)), out, step_dtype=step_dtype)


def torchvision(out):
    images("alexnet", narrow_classifier(models.alexnet(dropout=0.0)), out)
    images("vgg11", narrow_classifier(models.vgg11(dropout=0.0)), out)
    images("resnet18", models.resnet18(), out)
    images("resnet50", models.resnet50(), out, torch.float64)
    images("mobilenet_v3_small", models.mobilenet_v3_small(dropout=0.0), out, torch.float64)
    images("mobilenet_v3_large", models.mobilenet_v3_large(dropout=0.0), out, torch.float64)
    images("densenet121", models.densenet121(), out, torch.float64)
    images("efficientnet_b0", models.efficientnet_b0(dropout=0.0, stochastic_depth_prob=0.0), out, torch.float64)
    vit = models.VisionTransformer(64, 16, num_layers=12, num_heads=12, hidden_dim=96, mlp_dim=384)
    nn.init.normal_(vit.heads.head.weight, std=0.02)  # zeros by default, through which no gradient flows
    images("vit_b_16", vit, out)


def token_loss(logits, target):
    return nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten())


def gpt2(out):
    config = GPT2Config(
        vocab_size=500,
        n_positions=64,
        n_embd=96,
        n_layer=12,
        n_head=12,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        bos_token_id=0,
        eos_token_id=0,
    )
    net = GPT2LMHeadModel(config)
    x = torch.randint(500, (3, 24))
    record("gpt2", net, x, token_loss, torch.randint(500, (3, 24)), out, run=lambda net, ids: net(ids).logits)


def bert(out):
    config = BertConfig(
        vocab_size=500,
        hidden_size=96,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=384,
        max_position_embeddings=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )

    def run(net, inputs):
        output = net(**inputs)
        return torch.cat([output.last_hidden_state, output.pooler_output.unsqueeze(1)], 1)

    lengths = torch.tensor([20, 11, 5])
    mask = (torch.arange(20) < lengths.unsqueeze(1)).long()
    inputs = {
        "input_ids": torch.randint(1, 500, (3, 20)) * mask,
        "attention_mask": mask,
        "token_type_ids": (torch.arange(20) >= 4).long().expand(3, -1) * mask,
    }
    record("bert", BertModel(config), inputs, nn.MSELoss(), torch.randn(3, 21, 96), out, run=run)


def own(out):
    net = UNet(3, 2, [8, 16, 32])
    randomize_statistics(net)
    x = torch.randn(2, 3, 45, 38)
    record("unet", net, x, nn.CrossEntropyLoss(), torch.randint(2, (2, 45, 38)), out, step_dtype=torch.float64)

    lengths = torch.tensor([5, 12, 9, 1])
    sentences = torch.randint(1, 200, (4, 12)) * (torch.arange(12) < lengths.unsqueeze(1))
    inputs = {"sentences": sentences, "lengths": lengths}
    tags = torch.randint(7, (4, 12))
    record("tagger", LSTMTagger(200, 7, 24), inputs, token_loss, tags, out, run=lambda net, inputs: net(**inputs))


def main(out):
    torch.set_num_threads(1)
    torch.manual_seed(18)
    torchvision(out)
    gpt2(out)
    bert(out)
    own(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
