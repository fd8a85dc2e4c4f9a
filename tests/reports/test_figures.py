"""Figures are drawn from the evidence, in bytes that can be compared, and stay readable whatever is in it."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import numpy as np
import pytest

from modelwright.evidence import Evaluation
from modelwright.reports.figures import CAPTIONS, figures, has_points
from tests.evaluation.test_gates import GOOD

POINTS: dict[str, dict[str, Any]] = {
    "roc": {"fpr": [0, 0.5, 1], "tpr": [0, 0.8, 1]},
    "precision_recall": {"precision": [0.2, 0.6, 1.0], "recall": [1.0, 0.5, 0.0], "prevalence": 0.2},
    "gains": {"rows": [0, 0.5, 1], "found": [0, 0.9, 1], "share_of_rows": 0.1},
    "reliability": {"predicted": [0.1, 0.9], "observed": [0.2, 0.8], "rows": [10, 10]},
    "confusion": {"classes": ["a", "b"], "counts": [[3, 1], [0, 4]]},
    "predicted": {"predicted": [1, 2], "low": [0, 1], "median": [1, 2], "high": [2, 3]},
    "residuals": {"counts": [1, 2], "edges": [-1, 0, 1], "median_absolute": [1.0], "median_truth": [2.0]},
}


def evaluation(**points: dict[str, Any]) -> Evaluation:
    return msgspec.structs.replace(GOOD, figures=points)


def drawn(**points: dict[str, Any]) -> dict[str, str]:
    return {name: svg.decode() for name, svg in figures(evaluation(**points)).items()}


def words(svg: str) -> list[str]:
    """What can be read in a figure, and searched for."""
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own document
    return ["".join(one.itertext()).strip() for one in texts]


def test_every_kind_of_points_becomes_a_figure_with_a_caption() -> None:
    assert {*drawn(**POINTS)} == {*POINTS} == {*CAPTIONS}


def test_the_same_evidence_is_the_same_bytes() -> None:
    assert figures(evaluation(**POINTS)) == figures(evaluation(**POINTS))


@pytest.mark.parametrize("name", POINTS)
def test_text_is_text_and_nothing_is_loaded(name: str) -> None:
    svg = drawn(**{name: POINTS[name]})[name]

    assert any(re.search("[A-Za-z]{4}", one) for one in words(svg))
    assert not re.findall(r'(?:href|src)="(?!#|data:image/png)', svg)


def test_what_is_drawn_is_what_the_evidence_says() -> None:
    one, other = (drawn(roc={"fpr": [0, 0.5, 1], "tpr": [0, height, 1]})["roc"] for height in (0.8, 0.6))

    assert one != other


def test_evidence_of_gains_that_holds_their_summary_only_has_no_figure() -> None:
    summary = evaluation(gains={"share_of_rows": 0.1, "positive_in_top": 0.6})

    assert not has_points(summary, "gains")
    assert figures(summary) == {}


def test_points_that_no_figure_knows_are_left_alone() -> None:
    assert figures(evaluation(later={"x": [1]})) == {}


def many(classes: int) -> dict[str, Any]:
    """Classes of which the last two are taken for each other, among those that are always right."""
    counts = np.eye(classes, dtype=int) * 9
    counts[-1, -2] = 5
    return {"classes": [f"class {number}" for number in range(classes)], "counts": counts.tolist()}


def test_of_many_classes_those_with_mistakes_are_shown_and_the_others_as_one() -> None:
    found = words(drawn(confusion=many(300))["confusion"])

    assert {"class 298", "class 299", "281 others"} <= {*found}
    assert "class 200" not in found


def test_a_figure_of_very_many_classes_is_no_larger_than_one_of_some() -> None:
    some, more = (len(drawn(confusion=many(count))["confusion"]) for count in (20, 1500))

    assert more < 1.2 * some


def test_a_long_name_leaves_room_and_a_dollar_is_no_formula() -> None:
    points = {"classes": ["$x^2$ and $y$ and much more", "b"], "counts": [[1, 0], [0, 1]]}

    assert "$x^2$ and $y$ a..." in words(drawn(confusion=points)["confusion"])
