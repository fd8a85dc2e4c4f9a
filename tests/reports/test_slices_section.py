"""What a reader is told of parts of the rows."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Scored
from modelwright.evaluation.slices import measure
from modelwright.reports.sections.slices import FIGURES, section
from modelwright.spec.promised.slices import SlicesPromise
from tests.evaluation.grounds import RepoOf, small


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    made = small(tmp_path_factory.mktemp("slices"))
    promise = SlicesPromise(columns=("c",), rows=40)
    spec = msgspec.structs.replace(made.spec, promises=msgspec.structs.replace(made.spec.promises, slices=promise))
    return replace(made, repo=RepoOf(made.repo.root, spec))


def dossier(ground: Ground) -> Any:
    """As much of a dossier as the section reads."""
    return SimpleNamespace(spec=ground.spec, evaluation=SimpleNamespace(slices=measure.measure(ground)))


def test_it_shows_each_slice_with_rows_and_interval(ground: Ground) -> None:
    text = section(dossier(ground))

    assert text.startswith("## Is it as good for every part of the rows?")
    for name in "xyz":
        assert f"| c is {name} | {(ground.holdout['c'] == name).sum():,} | 0." in text
    assert "**The weakest slices.**" in text
    assert "](figures/slices.svg)" in text


def test_it_names_a_slice_where_something_simpler_is_better(ground: Ground) -> None:
    scored = ground.scored["model"]
    turned = np.where(ground.holdout["c"] == "y", 1 - scored.scores, scored.scores)
    broken = replace(ground, scored={**ground.scored, "model": Scored(scored.truth, turned)})

    text = section(dossier(broken))

    assert "| c is y |" in text
    assert "**the linear baseline is better, by " in text
    assert "](figures/weakest-slices.svg)" in text


def test_a_small_slice_says_too_few_to_tell(ground: Ground) -> None:
    holdout = ground.holdout.assign(c=["few"] * 6 + ["many"] * (len(ground.holdout) - 6))

    assert "| c is few | 6 | *too few to tell: 6 rows* |  |" in section(dossier(replace(ground, holdout=holdout)))


def test_without_evidence_it_says_nothing() -> None:
    assert section(SimpleNamespace(spec=None, evaluation=None)) == ""  # type: ignore[arg-type]
    assert section(SimpleNamespace(spec=None, evaluation=SimpleNamespace(slices=None))) == ""  # type: ignore[arg-type]


def test_the_figures_are_drawn_from_the_evidence(ground: Ground) -> None:
    from matplotlib.figure import Figure

    scored = ground.scored["model"]
    turned = np.where(ground.holdout["c"] == "y", 1 - scored.scores, scored.scores)
    evaluation = dossier(replace(ground, scored={"model": Scored(scored.truth, turned), "linear": scored})).evaluation

    for name, figure in FIGURES.items():
        axes = Figure().add_subplot()
        figure.draw(axes, evaluation)
        labels = [label.get_text() for label in axes.get_yticklabels()]
        assert figure.has(evaluation)
        assert "c is y" in labels, name
