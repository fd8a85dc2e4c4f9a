"""What the page says of the champion can be read by everybody, and says what was measured."""

import msgspec
import pytest

from modelwright.evidence import Estimate
from modelwright.evidence.comparison import (
    Champion,
    Comparison,
    Difference,
    FoldScores,
    Outcome,
    PairedTest,
    Pairing,
    Subject,
)
from modelwright.reports.dossier import Dossier
from modelwright.reports.figures import figures
from modelwright.reports.sections.comparison import section
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

MEASURED = Comparison(
    outcome="better",
    fact="",
    subject=Subject("binary", "y", "1", ("0", "1")),
    predictions="p",
    kept_rows=100,
    headline="roc_auc",
    champion=Champion("main", "0123456789abcdef", "m"),
    pairing=Pairing(98, 100, 2, 0),
    margin=0.0125,
    margin_from="0.05 of the champion's lead over the dummy baseline",
    differences=(
        Difference("roc_auc", Estimate(0.021, 0.011, 0.031, 98, "DeLong")),
        Difference("brier_score", Estimate(-0.001, -0.003, 0.001, 98, "paired influence function")),
    ),
    tests=(
        PairedTest("DeLong", 0.00012, 4.1, "normal, of the difference of two areas"),
        PairedTest("McNemar", 0.25, 3.0, "exact binomial", 3, 7),
    ),
    folds=(FoldScores(40, 0.8, 0.75, 0.5), FoldScores(40, 0.79, 0.74, 0.5)),
)


def page(**changes: object) -> str:
    found = msgspec.structs.replace(MEASURED, **changes)
    return section(dossier(found))


def dossier(found: Comparison | None) -> Dossier:
    return Dossier(spec(), None, None, msgspec.structs.replace(GOOD, comparison=found), ())


def test_it_says_in_one_sentence_what_came_out_and_then_the_numbers() -> None:
    found = page()

    assert found.startswith("## Against the champion\n\nThe model is **better** than the champion")
    assert "| **ROC AUC**, which decides | +0.021 (between +0.011 and +0.031) | DeLong |" in found
    assert "![Champion](figures/champion.svg)\n\n*Champion: how far the model is ahead" in found
    assert "2 others are not held out any more" in found
    assert (
        "McNemar's test: p = 0.25 (exact binomial). The model alone is right on 7 rows, the champion alone on 3"
        in found
    )
    assert "| 1 | 40 | 0.8 | 0.75 | 0.5 |" in found


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("first", "There is **no champion yet** to compare this model with: nothing is committed yet."),
        ("champion", "This model **is the champion**: the newest model on `main` that was accepted."),
        ("not comparable", "The model **could not be compared** with the champion: nothing is committed yet."),
    ],
)
def test_without_a_comparison_it_says_why(outcome: Outcome, words: str) -> None:
    found = page(outcome=outcome, fact="nothing is committed yet", differences=(), pairing=None, tests=(), margin=None)

    assert words in found
    assert "figures/" not in found


@pytest.mark.parametrize(
    ("outcome", "needed", "words"),
    [
        ("worse", None, "The model is **worse** than the champion on the same 98 rows"),
        ("not worse", None, "**not worse than the champion** by more than the margin"),
        ("cannot tell", 2400, "it would take about 2,400 rows to tell"),
        ("cannot tell", None, "it would take more than 1,000 times as many rows to tell"),
    ],
)
def test_each_verdict_has_its_own_words(outcome: Outcome, needed: int | None, words: str) -> None:
    assert words in page(outcome=outcome, rows_needed=needed)


def test_folds_that_were_not_scored_are_said_to_be_so() -> None:
    assert "Not measured: a fold has one class." in page(folds=(), folds_fact="a fold has one class")


def test_without_evidence_there_is_no_section() -> None:
    assert section(dossier(None)) == ""
    assert section(Dossier(spec(), None, None, None, ())) == ""


def test_the_figure_is_drawn_from_the_evidence_and_is_the_same_each_time() -> None:
    found = msgspec.structs.replace(GOOD, comparison=MEASURED)

    drawn = figures(found)["champion"]

    assert drawn == figures(found)["champion"]
    assert b"ROC AUC" in drawn
    assert b"minus the margin" in drawn


def test_models_that_predict_alike_have_no_figure() -> None:
    alike = msgspec.structs.replace(MEASURED, differences=(Difference("roc_auc", Estimate(0, 0, 0, 98, "DeLong")),))

    assert "champion" not in figures(msgspec.structs.replace(GOOD, comparison=alike))
