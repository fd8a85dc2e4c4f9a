"""A promise is weaker than on the main branch, and nobody approved it.

## What it does

Compares `model.toml` with that of the commit at which this branch left the main branch; on the main branch itself, with
the last commit. It reports

- a bound of `promises.quality` or a margin that was loosened or removed, and another headline metric
- a lower `confidence`, a higher `single_feature`, a larger budget of tuning
- a smaller holdout, another seed, another strategy, keys or group that are gone: all of them draw another holdout
- a column that is no longer listed under `leaking` or `protected`
- what is promised of slices, groups, cases and the other themes, where it is removed, looser, or of something else
- a lower risk tier, another task, a model that is no longer said to be in production
- an approval that was removed

A new entry of `[[approvals]]` that names the promise, or a table around it, lifts the finding. An entry that was there
before does not: it was given for something else.

The main branch is `origin/HEAD`, `main` or `master`. Where the clone is too shallow to hold the commit at which the
branches part, the check finds nothing: in CI, fetch the whole history (`fetch-depth: 0`).

## Why it matters

A gate that fails can be passed in two ways: a better model, or a smaller promise. The second takes one edit among many,
and the pull request is green. It may be right all the same. Then somebody should say so, by name.

## How to fix it

Put the promise back. Or ask the person who may decide, and record the answer:

```toml
[[approvals]]
of = "promises.quality.roc_auc"
by = "Ada Example"
on = 2026-03-02
note = "The new customers are harder to tell apart; see docs/decisions/0004-new-market.md."
```
"""

from collections.abc import Iterator
from typing import Any

from modelwright.checks._weaker_themes import Weaker, weaker_themes
from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import Toml
from modelwright.spec import LOWER_IS_BETTER, SPEC_NAME, Spec
from modelwright.toml_lines import NotToml, parsed

FAMILY = "spec"
READS = (SPEC_NAME,)
_MAIN = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)
_TIERS = ("minimal", "limited", "high")
# Another value draws another holdout: some of its rows have been trained on before.
_DRAWN_BY = ("strategy", "column", "group", "stratify", "cut", "frozen", "seed")
_DEFAULTS: dict[str, Any] = {"holdout": 0.2, "seed": 0, "trials": 10, "folds": 3, "confidence": 0.95}
_DEFAULTS |= {"single_feature": 0.95, "overlap": 0.01, "status": "development"}


def check(repo: Repo) -> Iterator[Finding]:
    """Each key that promises less than before, with what it was and what it is."""
    spec = repo.valid_spec
    if spec is None:
        return
    before = spec_before(repo)
    if before is None:
        return
    file = Toml(repo, SPEC_NAME)
    known = set(_approvals(before))
    new = [one for one in spec.approvals if (one.of, one.by, str(one.on)) not in known]
    for key, fact in weaker(before, file.document, spec):
        if not any(one.covers(key) for one in new):
            yield file.finding(f"{key}: {fact}", file.line_of(*key.split(".")))


def spec_before(repo: Repo) -> dict[str, Any] | None:
    """The tables of the spec where this branch left the main one; None where that cannot be told."""
    listed = (repo.git("for-each-ref", "--format=%(refname)", *_MAIN) or "").split()
    main = next((one for one in _MAIN if one in listed), None)
    base = (repo.git("merge-base", "HEAD", main) or "").strip() if main else "HEAD"
    text = repo.git("show", f"{base}:./{SPEC_NAME}") if base else None
    try:
        document = parsed(text or "")
    except NotToml:
        return None
    # What was no spec then promised nothing.
    return document if all(_table(document, name) for name in ("model", "data", "split", "promises")) else None


def weaker(before: dict[str, Any], now: dict[str, Any], spec: Spec) -> Iterator[Weaker]:
    """What promises less: the key, and from what to what.

    Args:
        before: the tables of the earlier spec, which may be of an earlier version of the kit.
        now: the tables of this one.
        spec: this one, validated.
    """
    task = _value(before, "model", "task")
    if task is not None and task != spec.model.task:
        yield "model.task", f"changed from {task} to {spec.model.task}, so every promise is of something else"
        return
    yield from _quality(before, spec)
    yield from _margins(before, spec)
    yield from _numbers(before, now)
    yield from _holdout(before, now)
    yield from _model(before, now)
    yield from _lists(before, spec)
    yield from weaker_themes(_table(before, "promises"), _table(now, "promises"))
    kept = {(one.of, one.by, str(one.on)) for one in spec.approvals}
    for of, by, on in _approvals(before):
        if (of, by, on) not in kept:
            yield "approvals", f"that of {of} by {by} was removed"


def _quality(before: dict[str, Any], spec: Spec) -> Iterator[Weaker]:
    bounds = _table(_table(before, "promises"), "quality")
    for metric, bound in bounds.items():
        lower = metric in LOWER_IS_BETTER
        side, words = ("at_most", "at most") if lower else ("at_least", "at least")
        was = bound.get(side) if isinstance(bound, dict) else None
        if not _is_number(was):
            continue
        now = next((one for name, one in spec.promises.quality.items() if name == metric), None)
        value = getattr(now, side) if now else None
        if value is None:
            yield f"promises.quality.{metric}", f"removed; it was {words} {was:g}"
        elif value > was if lower else value < was:
            yield f"promises.quality.{metric}", f"loosened from {words} {was:g} to {words} {value:g}"


def _margins(before: dict[str, Any], spec: Spec) -> Iterator[Weaker]:
    headline = _value(before, "promises", "headline")
    if headline is not None and headline != spec.promises.headline:
        yield "promises.headline", f"changed from {headline} to {spec.promises.headline}, so the margins are of another"
        return
    for baseline, was in _table(_table(before, "promises"), "margins").items():
        value = getattr(spec.promises.margins, baseline, None)
        if _is_number(was) and value is not None and value < was:
            yield f"promises.margins.{baseline}", f"loosened from {was:g} to {value:g}"


def _numbers(before: dict[str, Any], now: dict[str, Any]) -> Iterator[Weaker]:
    for table, name, sign in (
        ("promises", "confidence", -1),
        ("promises", "single_feature", 1),
        ("promises", "overlap", 1),
        ("promises", "mutation_score", -1),
        ("split", "holdout", -1),
        ("split", "gap", -1),
        ("data", "k_anonymity", -1),
        ("data", "l_diversity", -1),
        ("data", "max_age_days", 1),
    ):
        was, value = _value(before, table, name), _value(now, table, name)
        if _is_number(was) and value is None:
            yield f"{table}.{name}", f"removed; it was {was:g}"
        elif _is_number(was) and sign * (value - was) > 0:
            yield f"{table}.{name}", f"{'raised' if sign > 0 else 'lowered'} from {was:g} to {value:g}"
    budgets = [tuple(_value(one, "tuning", name) for name in ("trials", "folds")) for one in (before, now)]
    (trials, folds), (more, over) = budgets
    if _is_number(trials) and _is_number(folds) and more * over > trials * folds:
        yield "tuning", f"the budget is raised from {trials} trials over {folds} folds to {more} over {over}"


def _holdout(before: dict[str, Any], now: dict[str, Any]) -> Iterator[Weaker]:
    for name in _DRAWN_BY:
        was, value = _value(before, "split", name), _value(now, "split", name)
        if was is not None and was != value:
            change = "changed" if isinstance(was, dict) else f"changed from {was!r} to {value!r}"
            yield f"split.{name}", f"{change}, which draws another holdout"
    was, value = _value(before, "data", "keys") or [], _value(now, "data", "keys") or []
    if was and was != value:
        yield "data.keys", f"changed from {was!r} to {value!r}, which draws another holdout"


def _model(before: dict[str, Any], now: dict[str, Any]) -> Iterator[Weaker]:
    was, value = _value(before, "model", "risk"), _value(now, "model", "risk")
    if was in _TIERS and _TIERS.index(value) < _TIERS.index(was):
        yield "model.risk", f"lowered from {was} to {value}"
    if _value(before, "model", "status") == "production" != _value(now, "model", "status"):
        yield "model.status", "changed from production to development"


def _lists(before: dict[str, Any], spec: Spec) -> Iterator[Weaker]:
    for name in ("leaking", "protected", "personal", "quasi_identifiers"):
        listed = _value(before, "data", name)
        for column in listed if isinstance(listed, list) else ():
            if column not in spec.columns[f"data.{name}"]:
                yield f"data.{name}", f"{column!r} is no longer listed"


def _table(document: dict[str, Any], name: str) -> dict[str, Any]:
    found = document.get(name)
    return found if isinstance(found, dict) else {}


def _value(document: dict[str, Any], table: str, name: str) -> Any:
    return _table(document, table).get(name, _DEFAULTS.get(name))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _approvals(document: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    listed = document.get("approvals")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and "of" in one:
            yield str(one["of"]), str(one.get("by")), str(one.get("on"))
