"""The verdicts as pages show them: in one box, by theme, and one row for each promise."""

from collections.abc import Iterable, Sequence

from modelwright.evaluation.judging.judgement import OUTCOMES, themes_of
from modelwright.evaluation.judging.text import margin_in_words
from modelwright.evaluation.verdict import Outcome, Verdict
from modelwright.reports.dossier import Dossier
from modelwright.reports.tables import NOTHING_YET, body, code, literal


def box(dossier: Dossier) -> str:
    """Whether the model is fit for use, in one sentence, and what stands against it."""
    if not dossier.verdicts:
        return NOTHING_YET
    total = len(dossier.verdicts)
    broken, undecided, waived = (of(dossier.verdicts, outcome) for outcome in OUTCOMES[1:])
    if broken:
        return _box("failure", f"The model breaks {len(broken)} of its {total} promises", broken + undecided + waived)
    if undecided or waived:
        rest = [f"{len(found)} {word}" for found, word in ((undecided, "undecided"), (waived, "waived")) if found]
        return _box("warning", f"The model breaks none of its {total} promises: {', '.join(rest)}", undecided + waived)
    return _box("success", f"The model keeps all {total} of its promises", ())


def of(verdicts: Iterable[Verdict], outcome: Outcome) -> tuple[Verdict, ...]:
    """The verdicts of one word."""
    return tuple(one for one in verdicts if one.outcome == outcome)


def by_theme(dossier: Dossier) -> dict[str, tuple[Verdict, ...]]:
    """The verdicts of each theme that has one, in the order of the reports."""
    themes = themes_of(dossier.spec)
    found: dict[str, tuple[Verdict, ...]] = {}
    for one in dossier.verdicts:
        theme = themes.get(one.gate, "quality")
        found[theme] = (*found.get(theme, ()), one)
    return found


def in_words(verdicts: Sequence[Verdict]) -> str:
    """Such as `all 4 kept` or `3 kept, **1 broken**`."""
    counts = {outcome: len(of(verdicts, outcome)) for outcome in OUTCOMES}
    if counts["kept"] == len(verdicts):
        return f"all {len(verdicts)} kept" if len(verdicts) > 1 else "kept"
    return ", ".join(f"{number} {_word(outcome)}" for outcome, number in counts.items() if number)


def table(verdicts: Sequence[Verdict]) -> str:
    """One row for each promise."""
    rows = body(
        [_word(one.outcome), code(one.gate), literal(one.promised), _measured(one), margin_in_words(one)]
        for one in verdicts
    )
    return f"| Verdict | Gate | Promised | Measured | Margin |\n| --- | --- | --- | --- | ---: |\n{rows}"


def _box(kind: str, title: str, verdicts: Iterable[Verdict]) -> str:
    lines = "\n".join(f"    - **{literal(one.gate)}**{_mark(one)}: {literal(one.fact)}" for one in verdicts)
    return f'!!! {kind} "{title}"\n' + (f"\n{lines}\n" if lines else "")


def _mark(verdict: Verdict) -> str:
    if verdict.waived:
        return f" (waived {literal(verdict.waived)})"
    return " (undecided)" if verdict.outcome == "undecided" else ""


def _word(outcome: Outcome) -> str:
    return outcome if outcome == "kept" else f"**{outcome}**"


def _measured(verdict: Verdict) -> str:
    return literal(verdict.measured) + (f"<br>waived {literal(verdict.waived)}" if verdict.waived else "")
