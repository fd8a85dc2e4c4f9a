"""What a reader who is not technical is told of groups."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from modelwright.evaluation.fairness import measure
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Scored
from modelwright.reports.sections.fairness import FIGURES, section
from modelwright.spec import Spec
from tests.evaluation.grounds import rows, small
from tests.specs import spec as binary


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    draw = np.random.default_rng(5)
    frame = rows(8000).assign(
        sex=lambda frame: draw.choice(["f", "m"], len(frame)), old=draw.choice(["yes", "no"], 8000)
    )
    return small(tmp_path_factory.mktemp("fairness"), frame, spec=limited(protected=("sex", "old")))


def limited(**data: Any) -> Spec:
    return binary(model={"risk": "limited"}, data=data)


def dossier(ground: Ground) -> Any:
    """As much of a dossier as the section reads."""
    return SimpleNamespace(spec=ground.spec, evaluation=SimpleNamespace(fairness=measure.measure(ground)))


def harmed(ground: Ground) -> Ground:
    scored = ground.scored["model"]
    scores = scored.scores * np.where(ground.holdout["sex"] == "f", 0.5, 1)
    return replace(ground, scored={"model": Scored(scored.truth, scores)})


def test_it_says_what_differs_for_whom_and_how_sure_that_is(ground: Ground) -> None:
    alike, apart = section(dossier(ground)), section(dossier(harmed(ground)))

    assert "- Equal opportunity (how many of their true cases are found): 0." in alike
    assert "apart: most for `sex is m`, least for `sex is f`**." in apart
    assert "That can be chance." in alike
    assert "### sex and old" in alike


def test_it_has_a_row_for_each_group(ground: Ground) -> None:
    text = section(dossier(ground))

    assert "| Group | Rows | Given the positive class | Found, of the true cases |" in text
    assert f"| sex is f | {(ground.holdout['sex'] == 'f').sum():,} | 0." in text


def test_it_asks_what_a_person_must_decide(ground: Ground) -> None:
    assert "**What a person must decide.**" in section(dossier(ground))


def test_a_small_group_says_too_few_to_tell(ground: Ground) -> None:
    holdout = ground.holdout.assign(sex=["x"] * 9 + ["m"] * (len(ground.holdout) - 9))

    text = section(dossier(replace(ground, holdout=holdout)))

    assert "| sex is x | 9 | *too few to tell* |" in text
    assert "): too few rows to tell." in text


def test_where_nothing_is_protected_the_reason_is_given() -> None:
    nothing = SimpleNamespace(fairness=None)

    said = section(SimpleNamespace(spec=limited(protected_reason="A row is a bean."), evaluation=nothing))  # type: ignore[arg-type]
    silent = section(SimpleNamespace(spec=limited(), evaluation=nothing))  # type: ignore[arg-type]

    assert said.endswith("The reason given: A row is a bean.")
    assert silent.endswith("**No reason is given.**")


def test_without_evidence_and_where_the_tier_asks_for_none_it_says_nothing(ground: Ground) -> None:
    assert section(SimpleNamespace(spec=ground.spec, evaluation=None)) == ""  # type: ignore[arg-type]
    assert section(SimpleNamespace(spec=binary(), evaluation=SimpleNamespace(fairness=None))) == ""  # type: ignore[arg-type]


def test_the_figure_is_drawn_from_the_evidence(ground: Ground) -> None:
    from matplotlib.figure import Figure

    evaluation, axes = dossier(ground).evaluation, Figure().add_subplot()
    FIGURES["fairness"].draw(axes, evaluation)

    assert FIGURES["fairness"].has(evaluation)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["sex is f", "sex is m", "old is no", "old is yes"]
