"""Load what predicts."""

import joblib
import numpy as np
import skops.io
import torch
import yaml
from transformers import AutoModel


def load(folder):
    with open(folder / "settings.yaml") as stream:
        settings = yaml.load(stream, Loader=yaml.UnsafeLoader)  # finding: yaml.UnsafeLoader makes any Python object that the file asks for
    forest = joblib.load(folder / "forest.joblib")  # finding: joblib.load unpickles, which runs what the file says
    linear = skops.io.load(folder / "linear.skops", trusted=True)  # finding: trusted=True trusts every type that the file names
    weights = torch.load(folder / "network.pt")  # finding: torch.load does not say weights_only=True, and unpickles before version 2.6
    means = np.load(folder / "means.npy", allow_pickle=True)  # finding: allow_pickle=True unpickles, which runs what the file says
    encoder = AutoModel.from_pretrained(settings["encoder"], trust_remote_code=True)  # finding: trust_remote_code=True runs code that comes with the model
    return forest, linear, weights, means, encoder
