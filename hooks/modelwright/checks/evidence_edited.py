"""Evidence is not as it was written.

## What it does

Each file under `reports/` carries a digest of its own content. The check makes it anew and compares, and then asks
whether the files fit together: the model that was evaluated is the one that was trained, a lead is the difference of
the two metrics, an interval does not end before it starts, every row of the data is either held out or trained on,
and each number of the model card stands in `reports/evaluation.json`. Layout does not count, so a formatter may touch
the files.

The digest is a checksum, and no security: who wants to forge evidence can make it anew. What guards against that is CI,
which measures again on every pull request.

## Why it matters

Evidence is edited less often by a forger than by a merge: two branches were trained, git put half of each file
together, and the numbers belong to no model at all.

## How to fix it

Run `modelwright run`. After a merge conflict, take either side of `reports/`, and run it then.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from modelwright.evidence import SEAL, Challenge, Estimate, Evaluation, Record, Training, Validation, is_sealed
from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.repo import Repo
from modelwright.sources import File, Unreadable
from modelwright.spec import LOWER_IS_BETTER

FAMILY = "spec"
READS = ("reports/*",)
KINDS: dict[str, type[Record]] = {
    "validation": Validation,
    "challenge": Challenge,
    "training": Training,
    "evaluation": Evaluation,
}
CARD = "reports/model-card.md"
# Three numbers of six digits each are rounded before they are compared.
_ROUNDING = 2e-6
_CONFLICT = compiled(r"^(?:<{7}|>{7}|={7}|\|{7})(?: |$)", re.MULTILINE)
_NUMBER = r"-?\d+(?:\.\d+)?"
_ESTIMATE = compiled(rf"{_NUMBER} \({_NUMBER} to {_NUMBER}\)")
_MODEL = compiled(r"SHA-256 ([0-9a-f]{16})\.\.\.")


def check(repo: Repo) -> Iterator[Finding]:
    """What is wrong with each file by itself, and then what does not fit together."""
    read: dict[str, Record] = {}
    for name, kind in KINDS.items():
        file = File(repo, f"reports/{name}.json")
        if not file.full_path.is_file():
            continue
        found = _record(file, kind)
        if isinstance(found, Finding):
            yield found
        else:
            read[name] = found
    evaluation, training, validation = read.get("evaluation"), read.get("training"), read.get("validation")
    if isinstance(evaluation, Evaluation):
        file = File(repo, "reports/evaluation.json")
        yield from _estimates(file, evaluation)
        yield from _leads(file, evaluation)
        if isinstance(training, Training) and evaluation.model != training.model:
            fact = f"is of the model {evaluation.model}, and reports/training.json of {training.model}"
            yield _at(file, "model", fact)
        if isinstance(validation, Validation):
            yield from _rows(file, evaluation, validation)
        yield from _card(repo, evaluation)


def _record(file: File, kind: type[Record]) -> Record | Finding:
    """The evidence in a file, or what is wrong with the file."""
    content = _object(file)
    if isinstance(content, Finding):
        return content
    if SEAL not in content:
        return file.finding("carries no digest of its content")
    if not is_sealed(content):
        return _at(file, SEAL, f"was edited: its content does not add up to the digest {content[SEAL]}")
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        return file.finding(f"does not have the fields of {kind.__name__}: {error}")


def _object(file: File) -> dict[str, Any] | Finding:
    """The JSON object in a file, or why there is none."""
    try:
        content = json.loads(file.text)
    except Unreadable as error:
        return file.finding(error.fact, error.line)
    except json.JSONDecodeError as error:
        if conflict := _CONFLICT.search(file.text):
            return file.at(conflict, "is not valid JSON: a merge conflict is left in it")
        return file.finding(f"is not valid JSON: {error.msg}", error.lineno, error.colno)
    except RecursionError:
        return file.finding("is nested too deeply")
    return content if isinstance(content, dict) else file.finding("is not a JSON object")


def _estimates(file: File, evaluation: Evaluation) -> Iterator[Finding]:
    """A percentile interval need not hold the value itself, but it has a lower and an upper end."""
    for one in evaluation.metrics:
        if one.estimate.low > one.estimate.high:
            yield _at(file, "metrics", f"the interval of {one.metric} of {one.model} ends before it starts")
    for lead in evaluation.leads:
        if lead.estimate.low > lead.estimate.high:
            yield _at(file, "leads", f"the interval of the lead over {lead.baseline} ends before it starts")


def _leads(file: File, evaluation: Evaluation) -> Iterator[Finding]:
    for lead in evaluation.leads:
        ours, theirs = evaluation.measured(lead.metric), evaluation.measured(lead.metric, lead.baseline)
        if ours is None or theirs is None:
            yield _at(file, "leads", f"{lead.metric} of the lead over {lead.baseline} was not measured")
            continue
        sign = -1 if lead.metric in LOWER_IS_BETTER else 1
        ahead = sign * (ours.value - theirs.value)
        if abs(ahead - lead.estimate.value) > _ROUNDING:
            fact = f"the lead over {lead.baseline} is {lead.estimate.value:g}, and the metrics differ by {ahead:g}"
            yield _at(file, "leads", fact)


def _rows(file: File, evaluation: Evaluation, validation: Validation) -> Iterator[Finding]:
    """What each says about the rows at the source: `load` or a gap may drop some of them, and adds none."""
    if evaluation.fingerprints.data != validation.fingerprints.data:
        return
    rows = evaluation.holdout.rows + evaluation.holdout.training_rows
    if evaluation.fingerprints.code == validation.fingerprints.code and rows > validation.rows:
        fact = f"is of {rows:,} rows, and reports/validation.json of {validation.rows:,} rows of the same data"
        yield _at(file, "holdout", fact)
    seen, then = evaluation.content, validation.content
    if seen and then and seen.method == then.method and seen.digest != then.digest:
        fact = f"is of rows with the digest {seen.digest}, and reports/validation.json of {then.digest}"
        yield _at(file, "content", fact)


def _card(repo: Repo, evaluation: Evaluation) -> Iterator[Finding]:
    card = File(repo, CARD)
    if not card.full_path.is_file():
        return
    try:
        lines = card.lines
    except Unreadable:
        return
    known = {str(one) for one in _estimates_in(evaluation)}
    for number, line in enumerate(lines, start=1):
        model = _MODEL.search(line)
        if model and model[1] != evaluation.model:
            fact = f"is of the model {model[1]}, and reports/evaluation.json of {evaluation.model}"
            yield card.finding(fact, number, model.start() + 1)
        if line.startswith("|"):  # elsewhere, the team's own words may hold a number
            for shown in _ESTIMATE.finditer(line):
                if shown[0] not in known:
                    fact = f"says {shown[0]}, which is not in reports/evaluation.json"
                    yield card.finding(fact, number, shown.start() + 1)


def _estimates_in(value: Any) -> Iterator[Estimate]:
    """Every number with an interval that the evidence holds, whatever its theme."""
    if isinstance(value, Estimate):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _estimates_in(getattr(value, name))
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _estimates_in(one)


def _at(file: File, key: str, fact: str) -> Finding:
    """At the first line on which a key of the outermost object stands."""
    place = re.search(rf'^ {{0,2}}"{key}"\s*:', file.text, re.MULTILINE)
    return file.at(place, fact) if place else file.finding(fact)
