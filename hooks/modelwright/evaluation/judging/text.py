"""The verdicts as a table for a console of 100 columns."""

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from modelwright.evaluation.judging.judgement import PAGE, Judged, Judgement
from modelwright.evaluation.verdict import Verdict

WIDTH = 100
_GAP = "  "
_HEADS = ("VERDICT", "GATE", "PROMISED", "MEASURED", "MARGIN")
_WIDTHS = (9, 25, 18, 32, 8)
_WHOLE = 1000  # from here on, a margin is written without decimals


def text(judged: Judgement) -> str:
    """One row for each promise, in the order of the reports; a long cell wraps within its column."""
    lines = [_line(_HEADS)]
    for one in judged.rows:
        lines += _row(one)
    lines.append("")
    lines.append(f"What each gate is, why it matters and how to fix what breaks it: {PAGE} of the guide.")
    return "".join(f"{line}\n" for line in lines)


def margin_in_words(verdict: Verdict) -> str:
    """How far the deciding end is from the bound, with its sign; empty where no one number decides."""
    if verdict.margin is None:
        return ""
    return f"{verdict.margin:+,.0f}" if abs(verdict.margin) >= _WHOLE else f"{verdict.margin:+.3g}"


def printable(value: str) -> str:
    """On one line, with what would move the cursor of a terminal written out: names of columns are anybody's."""
    if value.isprintable():
        return value
    return "".join(one if one.isprintable() else one.encode("unicode_escape", "replace").decode() for one in value)


def _row(one: Judged) -> Iterator[str]:
    verdict = one.verdict
    said = [verdict.outcome, verdict.gate, verdict.promised, verdict.measured, margin_in_words(verdict)]
    if verdict.waived:
        said[3] += f" (waived {verdict.waived})"
    cells = [_wrapped(printable(cell), width) for cell, width in zip(said, _WIDTHS, strict=True)]
    for parts in zip_longest(*cells, fillvalue=""):
        yield _line(parts)


def _line(parts: tuple[str, ...]) -> str:
    *left, margin = (part.ljust(width) for part, width in zip(parts, _WIDTHS, strict=True))
    return _GAP.join([*left, margin.strip().rjust(_WIDTHS[-1])]).rstrip()


def _wrapped(cell: str, width: int) -> list[str]:
    return textwrap.wrap(cell, width, break_on_hyphens=True) or [""]
