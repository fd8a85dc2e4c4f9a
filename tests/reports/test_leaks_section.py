"""The section about leaks says what each trap found, and draws what tells the sides apart."""

import msgspec
import pytest

from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.leaks import Aggregate, Changed, Dependence, Leaks, Order, Tuned
from modelwright.reports.dossier import Dossier
from modelwright.reports.figures import figures
from modelwright.reports.sections.leaks import section
from tests.evaluation.leaks.test_leak_gates import CLEAN
from tests.evaluation.test_gates import GOOD
from tests.specs import spec


def evaluation_of(found: Leaks | None) -> Evaluation:
    return msgspec.structs.replace(GOOD, leaks=found)


def section_of(found: Leaks | None) -> str:
    return section(Dossier(spec(), None, None, evaluation_of(found), ()))


def test_without_evidence_there_is_no_section() -> None:
    assert section_of(None) == ""
    assert section(Dossier(spec(), None, None, None, ())) == ""


def test_clean_evidence_is_said_trap_by_trap() -> None:
    text = section_of(CLEAN)

    assert text.startswith("## Does the model know what it cannot know?")
    assert "500 rows are loaded, of 500 rows of the file; no keys are named" in text
    assert "none of 100 rows changes when held-out rows are cut off" in text
    assert "AUC of 0.500 (0.480 to 0.520)" in text
    assert "the best setting on folds was chosen, of 10" in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"of_rows": Dependence(100, (Changed("temp_rank", 7),))}, "temp_rank changes in 7 rows when held-out"),
        ({"of_targets": Dependence(why_not="load takes no copy")}, "not measured: load takes no copy"),
        ({"aggregates": (Aggregate("rate", 50, 0.0),)}, "| rate |"),
        ({"order": Order(late=3)}, "3 fitted rows are not"),
        ({"order": Order(inflation=Estimate(0.2, 0.1, 0.3))}, "0.200 (0.100 to 0.300) of the lead is lost"),
        ({"tuned": Tuned(4, best=False, deviation=None)}, "another setting than the best was chosen, of 4"),
        ({"sides": None}, "too few rows to see whether"),
    ],
)
def test_what_was_found_is_named(changed: dict[str, object], words: str) -> None:
    assert words in section_of(msgspec.structs.replace(CLEAN, **changed))


def test_the_figure_is_drawn_from_the_evidence_and_always_the_same() -> None:
    drawn = figures(evaluation_of(CLEAN))["leaks_sides"]

    assert b"Largest difference" in drawn
    assert figures(evaluation_of(CLEAN))["leaks_sides"] == drawn
    assert "leaks_sides" not in figures(evaluation_of(msgspec.structs.replace(CLEAN, sides=None)))
