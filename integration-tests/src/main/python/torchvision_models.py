"""torchvision's models beside any torch: `from torchvision_models import models`.

A torchvision wheel built for CUDA cannot load its C extension beside a CPU build of torch, and then fails to declare the
shapes of that extension's ops. The models are pure Python and need none of them, so those declarations are passed over
while torchvision is imported.
"""

import torch


def _pass_over(*_args, **_kwargs):
    return lambda function: function


_register_fake = torch.library.register_fake
torch.library.register_fake = _pass_over
try:
    from torchvision import models
finally:
    torch.library.register_fake = _register_fake

__all__ = ["models"]
