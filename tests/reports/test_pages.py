"""The pages say what the evidence says, in words that need no statistics, and never as HTML of the team's."""

import msgspec
import pytest

from modelwright.evaluation.gates import Verdict
from modelwright.evidence import Estimate, ExpectationResult, Fingerprints, Measured, Training, Trial, Validation
from modelwright.reports.dossier import Dossier
from modelwright.reports.figures import figures
from modelwright.reports.pages import pages
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

FIGURES = {
    "roc": {"fpr": [0, 1], "tpr": [0, 1]},
    "reliability": {"predicted": [0.1], "observed": [0.2], "rows": [10]},
    "gains": {"share_of_rows": 0.1, "positive_in_top": 0.68, "positive_overall": 0.22, "found_in_top": 0.31},
}
PRINTS = Fingerprints("data0", "spec0", "code0")
MET = ExpectationResult("expect_a", "a", "critical", met=True, rows=10, unexpected=1, tolerated=2, reason="a | b")
BROKEN = ExpectationResult("expect_b", None, "critical", met=False, rows=10, unexpected=3, tolerated=0, reason="b")
FULL = Dossier(
    spec(use={"unit": "customers", "outcome": "leaves"}),
    Validation(None, PRINTS, "rows", "suite0", 10, 3, (MET, BROKEN)),
    Training(
        "c0ffee",
        PRINTS,
        {"python": "3.12"},
        8,
        1,
        "Tree",
        "roc_auc",
        (Trial({"depth": 3}, (0.7, 0.8)),),
        {"depth": 3},
        "m0",
    ),
    msgspec.structs.replace(GOOD, figures=FIGURES, commit="c0ffee"),
    (Verdict("beats-dummy", "more than 0.1", "by 0.3", kept=True, keys=()),),
)
EMPTY = Dossier(FULL.spec, None, None, None, ())


def test_the_start_page_says_what_how_good_and_who() -> None:
    page = pages(FULL)["index.md"]

    assert "The model keeps all 1 of its promises" in page
    assert "take the top 10 %: **68 %** of them turn out positive for *leaves*, against 22 % of all customers" in page
    assert "**t** owns this model: [t@example.com](mailto:t@example.com)" in page
    assert "| t | **minimal**: A wrong prediction costs little" in page


def test_a_broken_promise_stands_first() -> None:
    broken = Verdict("beats-dummy", "more than 0.1", "by 0.0", kept=False, keys=())
    page = pages(judged(FULL, verdicts=(broken,)))["index.md"]

    assert '!!! failure "The model breaks 1 of its 1 promises"' in page
    assert "**beats-dummy**: by 0.0; promised: more than 0.1" in page


def judged(dossier: Dossier, *, verdicts: tuple[Verdict, ...]) -> Dossier:
    return Dossier(dossier.spec, dossier.validation, dossier.training, dossier.evaluation, verdicts)


def test_the_model_card_can_be_traced() -> None:
    card = pages(FULL)["model-card.md"]

    for trace in ("m0", "c0ffee", "d", "python 3.12", "percentile bootstrap of rows", "1,000 replicates"):
        assert trace in card.partition("## Provenance")[2]


@pytest.mark.parametrize("page", ["index.md", "model-card.md", "evaluation.md", "data.md"])
def test_without_evidence_a_page_says_so(page: str) -> None:
    text = pages(EMPTY)[page]

    assert "ot evaluated yet" in text
    assert "None" not in text


def test_html_in_the_words_of_a_team_is_text() -> None:
    spec_with_html = spec(model={"description": "<script>alert(1)</script>"})

    for page in pages(Dossier(spec_with_html, None, None, None, ())).values():
        assert "<script>" not in page


def test_a_contact_that_is_a_url_is_linked() -> None:
    with_url = spec(owner={"contact": "https://team.example.com"})

    assert "](https://team.example.com)" in pages(Dossier(with_url, None, None, None, ()))["index.md"]


def test_the_tasks_speak_for_themselves() -> None:
    classes = msgspec.structs.replace(
        GOOD,
        metrics=(
            Measured("accuracy", "model", Estimate(0.93, 0.92, 0.94)),
            Measured("accuracy", "dummy", Estimate(0.26, 0.25, 0.27)),
        ),
    )
    many = spec(
        model={"task": "multiclass"},
        data={"positive": None},
        use={"unit": "beans", "outcome": "variety"},
        promises={"headline": "accuracy", "quality": {"accuracy": {"at_least": 0.9}}},
    )
    numbers = msgspec.structs.replace(
        GOOD,
        metrics=(
            Measured("mean_absolute_error", "model", Estimate(41.6, 39, 44)),
            Measured("mean_absolute_error", "dummy", Estimate(182, 170, 190)),
        ),
        figures={"residuals": {"median_absolute": [25.2], "median_truth": [165.0]}},
    )
    number = spec(
        model={"task": "regression"},
        data={"positive": None},
        use={"outcome": "rented"},
        promises={"headline": "r2", "quality": {"r2": {"at_least": 0.5}}},
    )

    assert (
        "Of 100 beans, the model names the right *variety* for **93**."
        in pages(Dossier(many, None, None, classes, ()))["index.md"]
    )
    assert (
        "Half of the predictions of *rented* are within **25** of what"
        in pages(Dossier(number, None, None, numbers, ()))["index.md"]
    )


def test_figures_are_drawn_from_the_evidence_and_are_the_same_bytes_each_time() -> None:
    evaluation = msgspec.structs.replace(GOOD, figures=FIGURES)

    drawn = figures(evaluation)

    assert set(drawn) == {"roc", "reliability"}
    assert drawn == figures(evaluation)
    assert all(svg.startswith(b"<?xml") for svg in drawn.values())
