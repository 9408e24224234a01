"""Gridcast's models in PyTorch.

    model = load("out/model.safetensors", "out/model-card.json")
    scaled = model(windows)      # torch.float32 [windows, lags, features] -> [windows, outputs]

Needs nothing but PyTorch. docs/models.md says what goes in and what comes out.
"""

import json
import math
import re
import struct

import torch
from torch import nn


def read_safetensors(path):
    """The tensors of a file of floats, by name."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "F32":
            raise ValueError(f"{path}: {name} is {entry['dtype']}, not F32")
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        numbers = struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])
        tensors[name] = torch.tensor(numbers, dtype=torch.float32).reshape(entry["shape"])
    return tensors


def load(model_path, card_path):
    """The network of a model file, ready to answer."""
    with open(card_path, encoding="utf-8") as file:
        card = json.load(file)
    network = Network(card["architecture"])
    tensors = network.with_zero_biases(read_safetensors(model_path))
    network.load_state_dict({network.names[name]: values for name, values in tensors.items()})
    return network.eval()


class Network(nn.Module):
    """The layers of a model card behind one another."""

    def __init__(self, architecture):
        super().__init__()
        layers = []
        self.names = {}  # name of a tensor in the file -> its name in this module
        for place, described in enumerate(architecture["layers"]):
            layer = build(described)
            layers.append(layer)
            for name in described["tensors"]:
                self.names[name] = f"layers.{place}.{inner_name(name)}"
        self.layers = nn.ModuleList(layers)

    def with_zero_biases(self, tensors):
        """PyTorch's LSTM has a second bias, which is zero and not in the file."""
        for name in list(tensors):
            if name.startswith("lstm.bias_ih_l"):
                second = name.replace("bias_ih", "bias_hh")
                tensors[second] = torch.zeros_like(tensors[name])
                self.names[second] = self.names[name].replace("bias_ih", "bias_hh")
        return tensors

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def inner_name(name):
    """lstm.weight_ih_l2 -> inner.weight_ih_l0: each layer is a module of its own here."""
    if name.startswith("encoder.layers."):
        return "inner." + name.split(".", 3)[3]
    last = name.rsplit(".", 1)[1]
    return "inner." + re.sub(r"_l\d+$", "_l0", last)


def build(described):
    """A module from a layer of the card, like {"layer": "dense", "units": 3, "activation": "relu"}."""
    kind = described["layer"]
    channels = described["input"][-1]
    if kind == "lstm":
        return Recurrent(nn.LSTM(channels, described["units"], batch_first=True))
    if kind == "gru":
        return Recurrent(nn.GRU(channels, described["units"], batch_first=True))
    if kind == "last-step":
        return LastStep()
    if kind == "flatten":
        return nn.Flatten()
    if kind == "dense":
        return Activated(nn.Linear(channels, described["units"]), described["activation"])
    if kind == "conv":
        conv = nn.Conv1d(channels, described["filters"], described["kernel"])
        return OverTime(conv, described["activation"])
    if kind == "max-pool":
        return OverTime(nn.MaxPool1d(described["size"]), "identity")
    if kind == "dropout":
        return nn.Dropout(described["rate"])
    if kind == "project":
        return Project(channels, described["width"])
    if kind == "encoder":
        return Encoder(channels, described["heads"], described["feed-forward"])
    raise ValueError(f"unknown layer {kind}")


class Recurrent(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x)[0]


class LastStep(nn.Module):
    def forward(self, x):
        return x[:, -1]


class Activated(nn.Module):
    def __init__(self, inner, activation):
        super().__init__()
        self.inner = inner
        self.activation = {"identity": nn.Identity(), "relu": nn.ReLU(), "tanh": nn.Tanh()}[
            activation
        ]

    def forward(self, x):
        return self.activation(self.inner(x))


class OverTime(Activated):
    """PyTorch has the channels before the steps there."""

    def forward(self, x):
        return super().forward(x.transpose(1, 2)).transpose(1, 2)


class Project(nn.Module):
    """A linear layer plus the sinusoidal code of the place (Vaswani et al. 2017)."""

    def __init__(self, channels, width):
        super().__init__()
        self.inner = nn.Linear(channels, width)

    def forward(self, x):
        y = self.inner(x)
        steps, width = y.shape[1:]
        code = torch.empty(steps, width, dtype=torch.float64)
        for step in range(steps):
            for j in range(width):
                angle = step / 10_000 ** ((j - j % 2) / width)
                code[step, j] = math.cos(angle) if j % 2 else math.sin(angle)
        return y + code.to(y.dtype)


class Encoder(nn.Module):
    def __init__(self, width, heads, feed_forward):
        super().__init__()
        self.inner = nn.TransformerEncoderLayer(
            width, heads, feed_forward, dropout=0, batch_first=True
        )

    def forward(self, x):
        return self.inner(x)
