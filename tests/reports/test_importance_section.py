"""The section names what buys nothing, and its figure is drawn from the evidence."""

import msgspec

from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.importance import FeatureImportance, Importance, Proxy, TwinImportance
from modelwright.reports.dossier import Dossier
from modelwright.reports.figures import figures
from modelwright.reports.sections.importance import section
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

MUCH, LITTLE = Estimate(0.1, 0.08, 0.12), Estimate(0.0, -0.001, 0.001)
FOUND = Importance(
    "roc_auc",
    100,
    3,
    0.003,
    (
        FeatureImportance("a_$b", MUCH, False, 0.25, 1, cost=0.2, worth_its_cost=False),
        FeatureImportance("b", LITTLE, True, 0.0, 1),
        FeatureImportance("c", LITTLE, False, 0.0, 3, constant=True),
    ),
    (TwinImportance(("a_$b", "b"), MUCH, False),),
    ("b",),
    LITTLE,
    (Proxy("sex", "balanced_accuracy", 0.5, Estimate(0.7, 0.6, 0.8), "a_$b"),),
)


def evaluation(found: Importance | None) -> Evaluation:
    changed: Evaluation = msgspec.structs.replace(GOOD, importance=found)
    return changed


def shown(found: Importance | None) -> str:
    return section(Dossier(spec(), None, None, evaluation(found), ()))


def test_a_feature_that_buys_nothing_and_one_that_is_too_dear_are_named() -> None:
    text = shown(FOUND)

    assert "**`b`** buys nothing." in text
    assert "| `a_$b` | 0.100 (0.080 to 0.120); less than it costs | 25.0% | 1 | 0.2 |" in text
    assert "| `c` | cannot be said: the holdout has one value alone | 0.0% | 3 |  |" in text


def test_twins_and_what_stands_in_for_a_protected_column_are_told() -> None:
    text = shown(FOUND)

    assert "| `a_$b`, `b` | 0.100 (0.080 to 0.120) |" in text
    assert "| `sex` | 0.700 (0.600 to 0.800) | balanced accuracy | 0.5 | `a_$b` |" in text


def test_nothing_measured_is_no_section_and_too_few_rows_are_said() -> None:
    assert shown(None) == ""
    assert "Too few rows" in shown(msgspec.structs.replace(FOUND, features=()))


def test_the_figure_is_drawn_from_the_evidence_and_is_the_same_twice() -> None:
    drawn = figures(evaluation(FOUND))

    assert [*drawn] == ["importance"]
    assert drawn == figures(evaluation(FOUND))
    assert b"a_$b" in drawn["importance"]
    assert figures(evaluation(None)) == {}
