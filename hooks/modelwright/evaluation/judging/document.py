"""The verdicts as JSON, for programs: the types below are the schema, and `version` rises when a key changes."""

import json
from typing import Any

import msgspec

from modelwright import __version__
from modelwright.evaluation.judging.judgement import Judged, Judgement
from modelwright.evaluation.verdict import Outcome
from modelwright.evidence import Estimate
from modelwright.evidence.stored import DIGITS

VERSION = 1


class Row(msgspec.Struct, frozen=True):
    """One promise.

    Args:
        gate: its id.
        theme: what it is about, such as `fairness`.
        verdict: `kept`, `broken`, `undecided` or `waived`.
        promised: the promise in words.
        measured: what was measured, in words.
        estimate: the number that was held against the promise, with its interval; null where it is not one number.
        margin: how far the deciding end of the interval is from the bound; negative where the promise is broken.
        waived: by whom, until when and why; null where nobody lifted it.
        path: the file in which the promise is written.
        line: its line there.
        keys: its key there, from the table on.
        page: where the guide explains the gate.
    """

    gate: str
    theme: str
    verdict: Outcome
    promised: str
    measured: str
    estimate: Estimate | None
    margin: float | None
    waived: str | None
    path: str
    line: int
    keys: tuple[str, ...]
    page: str


class Document(msgspec.Struct, frozen=True):
    """All verdicts on a model.

    Args:
        version: of this shape.
        kit: the version of the library that judged.
        commit: the commit that was checked out; null before the first.
        accepted: whether no promise is broken.
        counts: how many promises have which verdict.
        promises: one for each.
    """

    version: int
    kit: str
    commit: str | None
    accepted: bool
    counts: dict[Outcome, int]
    promises: tuple[Row, ...]


def document(judged: Judgement) -> str:
    """The verdicts as one JSON object."""
    made = Document(
        VERSION,
        __version__,
        judged.commit,
        accepted=not judged.counts["broken"],
        counts={**judged.counts},
        promises=tuple(_row(judged.spec_path, one) for one in judged.rows),
    )
    return json.dumps(_plain(msgspec.to_builtins(made)), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _row(path: str, one: Judged) -> Row:
    verdict = one.verdict
    return Row(
        gate=verdict.gate,
        theme=one.theme,
        verdict=verdict.outcome,
        promised=verdict.promised,
        measured=verdict.measured,
        estimate=verdict.estimate,
        margin=verdict.margin,
        waived=verdict.waived or None,
        path=path,
        line=one.line,
        keys=verdict.keys,
        page=one.page,
    )


def _plain(value: Any) -> Any:
    """Differences of rounded numbers have digits that mean nothing; half a letter is one that strict readers refuse."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value
