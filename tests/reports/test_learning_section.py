"""The curves are drawn by scikit-learn's displays from the evidence, and the section says what rows would buy."""

import msgspec
import numpy as np

from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.learning import Learning, Search, Setting, Size
from modelwright.reports.dossier import Dossier
from modelwright.reports.figures import figures
from modelwright.reports.sections.learning import FIGURES, section
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

GAIN = Estimate(0.02, 0.01, 0.03)
SIZES = tuple(
    Size(rows, 1, Estimate(score, score - 0.02, score + 0.02), 0.9)
    for rows, score in ((100, 0.7), (200, 0.75), (400, 0.78))
)
SETTING = Setting("tree__rate", (0.01, 0.1, 1.0), ((0.7, 0.8), (0.75, 0.85), (0.8, 0.9)), 1.0, best_at_edge=True)
WHOLE = Learning("roc_auc", SIZES, GAIN, GAIN, GAIN, Search("roc_auc", 3, GAIN, (SETTING,)))


def evaluation(found: Learning | None) -> Evaluation:
    changed: Evaluation = msgspec.structs.replace(GOOD, learning=found)
    return changed


def shown(found: Learning | None) -> str:
    return section(Dossier(spec(), None, None, evaluation(found), ()))


def test_what_more_rows_and_more_trials_would_buy_is_said() -> None:
    text = shown(WHOLE)

    assert "expected to be better by **0.020 (0.010 to 0.030)**" in text
    assert "| 100 | 1 | 0.700 (0.680 to 0.720) | 0.9 |" in text
    assert "The best value of `rate` lies at the edge" in text
    assert "figures/validation-curve-1.svg" in text
    assert "figures/validation-curve-2.svg" not in text


def test_nothing_measured_is_no_section_and_too_few_rows_are_said() -> None:
    assert shown(None) == ""
    assert "Too few rows" in shown(Learning("roc_auc", ()))
    assert "too few to say" in shown(Learning("roc_auc", SIZES))


def test_the_figures_are_those_that_the_evidence_holds_and_the_same_twice() -> None:
    drawn = figures(evaluation(WHOLE))

    assert [*drawn] == ["learning-curve", "validation-curve-1"]
    assert drawn == figures(evaluation(WHOLE))
    assert figures(evaluation(Learning("roc_auc", ()))) == {}


def test_the_learning_curve_shows_the_numbers_of_the_evidence() -> None:
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    FIGURES["learning-curve"].draw(axes, evaluation(WHOLE))

    drawn = np.asarray(axes.lines[-1].get_xydata())
    assert drawn.tolist() == [[100, 0.7], [200, 0.75], [400, 0.78]]
