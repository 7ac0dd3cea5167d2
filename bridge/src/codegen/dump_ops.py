"""Writes ops.tsv, the input of the op generator: python dump_ops.py > ops.tsv

Run it with a Python that has the torch whose libtorch the presets bundle. One line per public op of
native_functions.yaml (which the wheel carries), in the file's order:

  places    where Python shows the op: torch, Tensor, nn, linalg, fft, special, sparse, nested; comma-separated
  variants  function, method: which C++ forms there are
  schema    the op's schema, without its namespace
  doc       the first sentence of Python's documentation, as plain text
"""

import pathlib
import re
import sys

import torch
import torchgen

HEADER = "# Made by dump_ops.py from the native_functions.yaml of PyTorch %s. places, variants, schema, doc"
MODULES = {
    "nn": torch._C._nn,
    "linalg": torch._C._linalg,
    "fft": torch._C._fft,
    "special": torch._C._special,
    "sparse": torch._C._sparse,
    "nested": torch._C._nested,
}
DOCUMENTED = {
    "nn": torch.nn.functional,
    "linalg": torch.linalg,
    "fft": torch.fft,
    "special": torch.special,
    "sparse": torch.sparse,
    "nested": torch.nested,
}
# torch.Tensor's methods that Python binds by hand, under another name or none.
METHODS_BY_HAND = {"is_leaf", "output_nr", "retains_grad", "requires_grad_", "data", "set_data"}


def entries():
    """The functions of native_functions.yaml as dictionaries; its lines are regular enough to need no YAML reader."""
    path = pathlib.Path(torchgen.__file__).parent / "packaged/ATen/native/native_functions.yaml"
    entry = None
    for line in path.read_text().splitlines():
        start = re.match(r"- func: (.*)", line)
        if start:
            if entry:
                yield entry
            entry = {"func": start.group(1).strip()}
        elif entry is not None:
            field = re.match(r"  (variants|python_module): ([^#]*)", line)
            if field:
                entry[field.group(1)] = field.group(2).strip()
    yield entry


def places(base, variants, module):
    """Where Python shows the op."""
    found = []
    if "function" in variants:
        if module:
            if hasattr(MODULES[module], base):
                found.append(module)
        elif hasattr(torch, base):
            found.append("torch")
    if "method" in variants and (hasattr(torch.Tensor, base) or base in METHODS_BY_HAND):
        found.append("Tensor")
    return found


def plain(text):
    """reStructuredText to plain text."""
    text = re.sub(r":math:`\\text\{(\w+)\}`", r"\1", text)
    text = re.sub(r":attr:(\w)", r"\1", text)
    text = re.sub(r":\w+(?::\w+)?:`~?([^`<]*?)(?: *<[^`]*>)?`", r"\1", text)
    return re.sub(r"\s+", " ", text.replace("``", "").replace("`", "")).strip()


def doc(base, module):
    """The first sentence of Python's documentation, or nothing where it is not a plain sentence."""
    short = base[len(module) + 1 :] if module and base.startswith(module + "_") else base
    stem = short[:-1] if short.endswith("_") and not short.endswith("__") else short
    for holder in (DOCUMENTED.get(module), torch, torch.Tensor):
        for name in (short, stem):
            text = getattr(getattr(holder, name, None), "__doc__", None)
            if not text:
                continue
            for paragraph in text.split("\n\n"):
                paragraph = plain(paragraph)
                # Skips signatures, directives and formulas.
                if not re.match(r"[A-Z]", paragraph) or re.search(r"->|\.\. |\\|[{}]|::|_\(|^(Args|Keyword|Example|Note|Warning|Arguments|Returns:)|^See |^Alias|^In-place", paragraph):
                    continue
                sentence = re.match(r"(.{12,200}?[.])(\s|$)", paragraph)
                if sentence and not re.search(r"(e\.g|i\.e|vs)\.$|attr:", sentence.group(1)):
                    return sentence.group(1)
    return ""


def main():
    print(HEADER % torch.__version__.split("+")[0])
    for entry in entries():
        func = entry["func"]
        base = re.match(r"[\w]+", func).group(0)
        variants = entry.get("variants", "function")
        module = entry.get("python_module")
        if base.startswith("_") and not base.startswith("__"):
            continue
        where = places(base, variants, module)
        if where:
            print(",".join(where), variants.replace(" ", ""), func, doc(base, module), sep="\t")


if __name__ == "__main__":
    sys.exit(main())
