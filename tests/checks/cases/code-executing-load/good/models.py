"""Load what predicts."""

import numpy as np
import skops.io
import torch
import yaml
from transformers import AutoModel

TRUSTED_TYPES = ["sklearn.utils._bunch.Bunch"]


def load(folder):
    with open(folder / "settings.yaml") as stream:
        settings = yaml.safe_load(stream)
    forest = skops.io.load(folder / "forest.skops", trusted=TRUSTED_TYPES)
    linear = skops.io.load(folder / "linear.skops")
    weights = torch.load(folder / "network.pt", weights_only=True)
    means = np.load(folder / "means.npy")
    encoder = AutoModel.from_pretrained(settings["encoder"], revision=settings["revision"])
    return forest, linear, weights, means, encoder
