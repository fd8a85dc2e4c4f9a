"""The pages say what the evidence says, in words that need no statistics, and never as HTML of the team's."""

import re
from dataclasses import replace

import msgspec
import pytest

from modelwright.evaluation.evaluate import MEASURES
from modelwright.evaluation.gates import Verdict
from modelwright.evidence import Estimate, ExpectationResult, Fingerprints, Measured, Training, Trial, Validation
from modelwright.evidence.remedies import Remedies, Remedy
from modelwright.evidence.slices import Slices, SliceSearch, WeakSlice
from modelwright.reports.dossier import Dossier
from modelwright.reports.evaluation_pages import GROUPS, QUESTIONS
from modelwright.reports.pages import pages
from modelwright.reports.plugin import with_every_page
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
    return replace(dossier, verdicts=verdicts)


UNDECIDED = Verdict("k-anonymity", "at least 5", "too few", kept=True, keys=(), undecided=True)
WAIVED = Verdict("beats-linear", "more", "less", kept=True, keys=(), waived="by A. B. until 2027-01-01: a | b <i>")


def test_what_nobody_decided_or_somebody_lifted_is_no_success() -> None:
    page = pages(judged(FULL, verdicts=(*FULL.verdicts, UNDECIDED, WAIVED)))["index.md"]

    assert '!!! warning "The model breaks none of its 3 promises: 1 undecided, 1 waived"' in page
    assert "**k-anonymity** (undecided): too few; promised: at least 5" in page
    assert "**beats-linear** (waived by A. B. until 2027-01-01: a | b &lt;i>): less" in page


def test_the_evaluation_begins_with_the_verdicts_by_theme() -> None:
    page = pages(judged(FULL, verdicts=(*FULL.verdicts, UNDECIDED, WAIVED)))["evaluation.md"]

    assert page.index("!!! warning") < page.index("## Verdicts by theme")
    row = "| [Quality](evaluation-quality.md) | quality | Is it good enough, and better than something simpler? |"
    assert f"{row} 1 kept, 1 **waived** |" in page
    assert "| [Trust](evaluation-trust.md) | data |" in page
    assert "| fairness |" not in page


def test_each_promise_stands_on_the_page_of_its_theme_and_nowhere_else() -> None:
    found = pages(judged(FULL, verdicts=(*FULL.verdicts, UNDECIDED, WAIVED)))

    where = {
        gate: [path for path in found if f"| `{gate}` |" in found[path]] for gate in ("k-anonymity", "beats-linear")
    }
    assert where == {
        "k-anonymity": ["model-card.md", "evaluation-trust.md"],
        "beats-linear": ["model-card.md", "evaluation-quality.md"],
    }
    assert "| less<br>waived by A. B. until 2027-01-01: a \\| b &lt;i> |" in found["evaluation-quality.md"]


def test_a_page_of_what_is_not_asked_for_says_so() -> None:
    page = pages(FULL)["evaluation-groups.md"]

    assert "Nothing of this is asked for at the risk tier **minimal**" in page


def test_every_theme_has_a_page_and_a_question() -> None:
    themes = [theme for group in GROUPS for theme in group.themes]

    assert len(themes) == len({*themes})
    assert {*themes} == {*QUESTIONS}
    assert {*MEASURES, "remedies", "quality", "data", "integrity"} == {*themes}


def test_each_page_of_the_evaluation_links_to_the_others() -> None:
    found = pages(FULL)
    evaluation = {path for path in found if path.startswith("evaluation")}

    for path in evaluation:
        assert {*re.findall(r"\]\((evaluation[^)]*)\)", found[path])} == evaluation - {path}


def test_the_navigation_has_every_page_of_the_evaluation_unless_the_team_laid_them_out() -> None:
    nav = [{"Start": "index.md"}, {"Evaluation": "evaluation.md"}, "data.md"]
    own = [{"Evaluation": "evaluation.md"}, {"Quality": "evaluation-quality.md"}]

    assert with_every_page(nav)[1] == {
        "Evaluation": [{"Overview": "evaluation.md"}, *({group.title: group.path} for group in GROUPS)]
    }
    assert [with_every_page(nav)[0], with_every_page(nav)[2]] == [nav[0], nav[2]]
    assert with_every_page(own) == own


def test_the_model_card_can_be_traced() -> None:
    card = pages(FULL)["model-card.md"]

    assert "## Provenance" in card
    for trace in ("m0", "c0ffee", "d", "python 3.12", "percentile bootstrap of rows", "1,000 replicates"):
        assert trace in card.partition("## Provenance")[2]


# The sections of Mitchell et al. (2019), "Model Cards for Model Reporting".
SECTIONS = (
    "Model details",
    "Intended use",
    "Factors",
    "Metrics",
    "Evaluation data",
    "Training data",
    "Quantitative analyses",
    "Ethical considerations",
    "Limits and recommendations",
)


def test_the_model_card_has_every_section_of_its_kind() -> None:
    headings = re.findall(r"^## (.*)$", pages(FULL)["model-card.md"], re.MULTILINE)

    assert tuple(headings) == (*SECTIONS, "Provenance")


def test_the_limits_name_what_is_open_and_where_the_model_is_weakest() -> None:
    half = Estimate(0.5, 0.4, 0.6)
    weak = WeakSlice("c = *z*", ("c",), 120, half, half, "guess", half)
    search = SliceSearch("log_loss", half, ("c",), 50, 10, 1, 1, (weak,))
    remedy = Remedy("more-rows", "Collect more rows", "why", "high", "page")
    found = msgspec.structs.replace(
        GOOD, slices=Slices("roc_auc", (), search), remedies=Remedies((remedy,)), figures=FIGURES
    )
    broken = Verdict("beats-dummy", "more than 0.1", "by 0.0", kept=False, keys=())
    card = pages(replace(FULL, evaluation=found, verdicts=(broken, UNDECIDED, WAIVED)))["model-card.md"]

    limits = card.partition("## Limits and recommendations")[2].partition("\n## ")[0]
    assert limits.strip().splitlines()[2:] == [
        "- Promised, and broken: **beats-dummy**. by 0.0; promised: more than 0.1",
        "- Promised, and not shown: too few rows to tell: **k-anonymity**. too few; promised: at least 5",
        "- Promised, and waived by A. B. until 2027-01-01: a | b &lt;i>: **beats-linear**. less; promised: more",
        "- Weakest slice: c = \\*z\\*, 120 rows",
        "- Recommended next: Collect more rows",
    ]


@pytest.mark.parametrize("page", [*pages(EMPTY)])
def test_without_evidence_a_page_says_so(page: str) -> None:
    text = pages(EMPTY)[page]

    assert "ot evaluated yet" in text
    assert "None" not in text


def test_html_in_the_words_of_a_team_is_text() -> None:
    spec_with_html = spec(model={"description": "<script>alert(1)</script>"})

    for page in pages(Dossier(spec_with_html, None, None, None, ())).values():
        assert "<script>" not in page


def test_what_a_gate_says_is_neither_an_image_nor_a_link() -> None:
    odd = "![x](https://a.example/x.png) <img src='https://a.example/y.png'>"
    verdicts = (
        Verdict(f"slice-{odd}", odd, odd, kept=False, keys=()),
        Verdict("beats-dummy", odd, odd, kept=True, keys=(), waived=odd),
        Verdict("beats-linear", odd, odd, kept=True, keys=(), undecided=True),
    )

    for page in pages(judged(FULL, verdicts=verdicts)).values():
        shown = re.sub("`[^`]*`", "", page)
        assert "![x](" not in shown
        assert "<img" not in shown


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
