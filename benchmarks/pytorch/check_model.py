"""Does PyTorch answer what Gridcast answers?

Usage: /usr/bin/python3 check_model.py FOLDER...

Each folder holds model.safetensors, model-card.json, inputs.f32 and outputs.f32: floats,
little-endian, [windows][lags][features] and [windows][outputs], the outputs being Gridcast's.
Exit status: 0 all agree, 1 one does not, 3 PyTorch is not installed.
"""

import json
import os
import sys

TOLERANCE = 1e-5  # relative to the largest answer of the model
NO_PYTORCH = 3

try:
    import torch
except ImportError:
    print("check_model.py: PyTorch is not installed (Debian: apt-get install python3-torch)")
    sys.exit(NO_PYTORCH)

from gridcast_model import load


def floats(path, *shape):
    with open(path, "rb") as file:
        data = bytearray(file.read())
    return torch.frombuffer(data, dtype=torch.float32).reshape(*shape)


def difference(folder):
    """The largest difference of two answers, as a share of the largest answer."""
    with open(os.path.join(folder, "model-card.json"), encoding="utf-8") as file:
        architecture = json.load(file)["architecture"]
    inputs = floats(
        os.path.join(folder, "inputs.f32"), -1, architecture["lags"], architecture["features"]
    )
    ours = floats(os.path.join(folder, "outputs.f32"), len(inputs), architecture["outputs"])
    model = load(
        os.path.join(folder, "model.safetensors"), os.path.join(folder, "model-card.json")
    )
    with torch.no_grad():
        theirs = model(inputs)
    if theirs.shape != ours.shape:
        raise ValueError(f"{folder}: {tuple(theirs.shape)} answers, not {tuple(ours.shape)}")
    return ((theirs - ours).abs().max() / ours.abs().max()).item(), len(inputs)


def main(folders):
    if not folders or not sys.byteorder == "little":
        sys.exit(__doc__)
    failed = False
    for folder in folders:
        found, windows = difference(folder)
        agrees = found <= TOLERANCE  # also False for NaN
        failed = failed or not agrees
        word = "same" if agrees else "DIFFERENT"
        print(f"{os.path.basename(os.path.normpath(folder)):24} {word:10} {found:.1e} of {windows} windows")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
