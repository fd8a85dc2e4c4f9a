"""All verdicts on a model, with what a reader needs beside them: the theme, the line of the spec, the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from modelwright.evaluation.themes import THEMES, Theme
from modelwright.evaluation.verdict import Outcome, Verdict
from modelwright.repo import Repo
from modelwright.spec import SPEC_NAME, Spec
from modelwright.toml_lines import line_of

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
# The page of the guide that has a section for each gate, below the guide's start page.
PAGE = "reference/gates.md"
# Gates whose names hold a name of the team's or of a column: one section explains all of a family.
_FAMILIES = {"agrees", "behaviour", "cost", "fairness", "slice"}
# The gates that need no table of promises: over the rows, and over how the model came about.
_DATA = {"data-expectations", "data-challenge", "k-anonymity", "l-diversity"}
_MADE = {
    "evidence-current",
    "leak-target-feature",
    "holdout-untouched",
    "holdout-overlap",
    "model-reproduced",
    "single-feature-leak",
}


@dataclass(frozen=True)
class Judged:
    """A verdict in its place.

    Args:
        verdict: the verdict.
        theme: what it is about, such as `fairness`; see `themes.THEMES`, and besides `data`, `integrity`, `quality`.
        line: where the promise is written in the spec, 1-based.
        page: where the guide says what the gate is, why it matters and how to fix what breaks it.
    """

    verdict: Verdict
    theme: str
    line: int
    page: str


@dataclass(frozen=True)
class Judgement:
    """Every verdict on a model.

    Args:
        spec_path: the spec, as the user would type its path.
        commit: the commit that is checked out; None before the first.
        rows: one for each promise, in the order of the reports.
    """

    spec_path: str
    commit: str | None
    rows: tuple[Judged, ...]

    @classmethod
    def of(cls, repo: Repo, verdicts: Iterable[Verdict]) -> "Judgement":
        """The verdicts of a model repo."""
        themes = themes_of(repo.spec)
        text = repo.spec_text
        rows = (
            Judged(one, themes.get(one.gate, "quality"), line_of(text, one.keys) or 1, page_of(one.gate))
            for one in verdicts
        )
        return cls(str(repo.shown(SPEC_NAME)), repo.commit, tuple(rows))

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many promises have which verdict."""
        return counted(one.verdict for one in self.rows)


def themes_of(spec: Spec) -> dict[str, str]:
    """The theme of each gate that a spec asks for; what is not named is about quality."""
    of_themes = {gate: _name(theme) for theme in THEMES for gate in theme.asked(spec)}
    return {**dict.fromkeys(_DATA, "data"), **dict.fromkeys(_MADE, "integrity"), **of_themes}


def _name(theme: Theme) -> str:
    """Such as `fairness`: a theme is a package, its gates a module of it."""
    return str(getattr(theme, "__name__", "")).split(".")[-2]


def page_of(gate: str) -> str:
    """Where the guide explains a gate."""
    family = gate.partition("-")[0]
    # A metric of the team's own has a colon in its name, and no section.
    in_family = family in _FAMILIES or ":" in gate
    return f"{PAGE}#{family if in_family else gate}"


def counted(verdicts: Iterable[Verdict]) -> dict[Outcome, int]:
    """How many verdicts there are of each word."""
    found = [one.outcome for one in verdicts]
    return {outcome: found.count(outcome) for outcome in OUTCOMES}


def summary(counts: dict[Outcome, int]) -> str:
    """Such as `41 promises: 38 kept, 2 undecided, 1 waived`."""
    total = sum(counts.values())
    if counts["kept"] == total:
        return f"all {total} promises are kept"
    return f"{total} promises: {', '.join(f'{number} {outcome}' for outcome, number in counts.items() if number)}"
