"""What goes wrong with what is decided."""

import subprocess
import sys
from pathlib import Path

from tests.controls.sabotage import MEASURED, Sabotage

_PRICES = """
[promises.decision.values]
false_negative = -3000.0
false_positive = -1000.0

[promises.decision]
currency = "TWD"
present = { column = "PAY_0", at_least = 1 }
"""
_BEST = """
import sys; sys.path.insert(0, "src")
import numpy as np
from modelwright.data.splits import split
from modelwright.repo import Repo
from binary_model.data import load
from binary_model.predict import load_model
repo = Repo.find()
spec, model = repo.spec, load_model(repo.model_path)
_, held = split(load(repo.data_path), spec)
scores = model.predict_proba(held[spec.features.names])[:, 1]
worth = np.where(held[spec.data.target] == spec.data.positive, 3000.0, -1000.0)
order = np.argsort(-scores)
print(round(float(scores[order][np.cumsum(worth[order]).argmax()]), 6))
"""


def _priced(repo: Path, *lines: str) -> None:
    """The prices of the example, whatever the spec says now, and other keys of the table."""
    spec = repo / "model.toml"
    kept, inside = [], False
    for line in spec.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            inside = line.startswith("[promises.decision")
        if not inside:
            kept.append(line)
    spec.write_text("\n".join([*kept, _PRICES, *lines, ""]), encoding="utf-8")


def _tuned_on_the_holdout(repo: Path) -> None:
    best = subprocess.run(
        [sys.executable, "-c", _BEST], cwd=repo, check=True, capture_output=True, text=True
    ).stdout.strip()
    _priced(repo, f"threshold = {best}")


SABOTAGES = (
    Sabotage(
        "The threshold is tuned on the test set",
        "It was the last thing to settle, and the holdout was at hand.",
        "decision-threshold",
        _tuned_on_the_holdout,
        verbs=MEASURED,
        themes=("decision",),
    ),
    Sabotage(
        "The threshold is left at one half",
        "That is what a classifier does if nobody tells it what a missed case costs.",
        "decision-threshold",
        lambda repo: _priced(repo, "threshold = 0.5"),
        verbs=MEASURED,
        themes=("decision",),
    ),
    Sabotage(
        "The model decides no better than today's rule",
        "Nobody had held it against what decides today.",
        "decision-value",
        lambda repo: _priced(repo, "capacity = 0.01"),
        verbs=MEASURED,
        themes=("decision",),
    ),
)
