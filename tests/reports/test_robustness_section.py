"""The section says what broken rows cost, and whether anything stops them; its figure is drawn from the evidence."""

import msgspec
import pytest

from modelwright.evidence import Estimate
from modelwright.evidence.robustness import Damage, Robustness
from modelwright.reports.dossier import Dossier
from modelwright.reports.figures import figures
from modelwright.reports.sections.robustness import FIGURES, section
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

SPEC = spec(promises={"robustness": {"noise": 0.07}})
DAMAGES = (
    Damage("noise", ("a", "b"), noticed=False, loss=Estimate(0.02, 0.01, 0.03, 2000)),
    Damage("missing", ("a", "b", "c"), noticed=True, refused="ValueError"),
    Damage("half missing", ("a",), noticed=True, loss=Estimate(0.4, 0.3, 0.5, 2000)),
    Damage("x100", ("a|$b$",), noticed=False, loss=Estimate(9.0, 8.0, 10.0, 2000)),
    Damage("extreme", ("a",), noticed=False, impossible=7),
)
FOUND = Robustness("roc_auc", 2000, Estimate(0.3, 0.25, 0.35), 0, 3, ("a", "b", "c"), True, DAMAGES)


def page(found: Robustness) -> str:
    return section(Dossier(SPEC, None, None, msgspec.structs.replace(GOOD, robustness=found), ()))


def test_what_costs_most_stands_after_what_touches_everything() -> None:
    text = page(FOUND)
    rows = [line for line in text.splitlines() if line.startswith("| ")][2:]

    assert rows == [
        "| noise in a, b | 2.0% (1.0% to 3.0%) | no |",
        "| missing values in a, b, c | refused (ValueError) | yes |",
        "| a\\|$b$ in another unit, x 100 | 900.0% (800.0% to 1000.0%) | no |",
        "| a at 1e9 in 1 % of the rows | **7 predictions are none** | no |",
        "| half of a missing | 40.0% (30.0% to 50.0%) | yes |",
    ]
    assert "0.300 (0.250 to 0.350) in ROC AUC" in text
    assert "at most 7% for noise" in text
    assert "(figures/robustness.svg)" in text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"silent": ("a",)}, "Without `a` it predicts all the same."),
        ({"unnamed": ("b",)}, "It does not say that `b` is missing."),
        ({"order": "other"}, "**Columns in another order change its predictions.**"),
        ({"alone": ("a",)}, "Of 3 features, 1 were broken one at a time: a."),
        ({"expectations": False}, "There is no suite of expectations"),
        ({"lead": None}, "not shown to be ahead of the dummy baseline"),
        ({}, "A missing column is an error that names it."),
    ],
)
def test_what_is_odd_is_said(fields: dict[str, object], says: str) -> None:
    assert says in " ".join(page(msgspec.structs.replace(FOUND, **fields)).split())


def test_the_figure_is_drawn_from_the_evidence_and_is_the_same_each_time() -> None:
    evaluation = msgspec.structs.replace(GOOD, robustness=FOUND)
    drawn = figures(evaluation)["robustness"]

    assert drawn == figures(evaluation)["robustness"]
    assert "noise in a, b" in drawn.decode()
    assert "$b$" in drawn.decode()


def test_without_a_loss_there_is_nothing_to_draw() -> None:
    has = FIGURES["robustness"].has

    assert not has(GOOD)
    assert not has(msgspec.structs.replace(GOOD, robustness=msgspec.structs.replace(FOUND, damages=DAMAGES[1:2])))


def test_without_evidence_there_is_no_section() -> None:
    assert section(Dossier(SPEC, None, None, GOOD, ())) == ""
