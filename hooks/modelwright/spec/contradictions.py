"""What the types of the spec alone cannot say: keys that do not go together."""

import math
from collections.abc import Collection, Iterator
from datetime import datetime

from modelwright.spec import measures
from modelwright.spec.base import Contradiction
from modelwright.spec.measures import BETWEEN, LOWER_IS_BETTER, METRICS, MORE
from modelwright.spec.promised import (
    behaviour,
    calibration,
    comparison,
    decision,
    efficiency,
    fairness,
    importance,
    leaks,
    privacy,
    reproducibility,
    robustness,
    slices,
)
from modelwright.spec.tables import Bound, Spec

_THEMES = (
    comparison,
    slices,
    fairness,
    calibration,
    decision,
    behaviour,
    robustness,
    leaks,
    reproducibility,
    efficiency,
    privacy,
    importance,
)


def contradictions(spec: Spec) -> Iterator[Contradiction]:
    """What types alone cannot say: the keys at fault and the fact."""
    task, strategy = spec.model.task, spec.split.strategy
    if (task == "binary") != (spec.data.positive is not None):
        need = "needs a" if task == "binary" else "has no"
        yield ("data", "positive"), f"data.positive: a {task} task {need} positive class"
    if not spec.features.names:
        yield ("features",), "features: at least one column is needed"
    if (strategy == "time") != (spec.split.column is not None):
        need = "needs a" if strategy == "time" else "has no"
        yield ("split", "column"), f"split.column: a {strategy} split {need} time column"
    yield from _impossible_sources(spec)
    yield from _columns_with_two_roles(spec)
    yield from _impossible_splits(spec)
    yield from _records_of_nothing(spec)
    yield from _impossible_promises(spec)
    for theme in _THEMES:
        yield from theme.contradictions(spec)


def _impossible_sources(spec: Spec) -> Iterator[Contradiction]:
    data = spec.data
    for key in ("connection", "table"):
        if getattr(data, key) is not None and data.engine != "sql":
            yield ("data", key), f"data.{key}: the engine {data.engine} has none"
    if (data.connection is None) != (data.table is None):
        lacking = "table" if data.table is None else "connection"
        yield ("data", lacking), f"data.{lacking}: a connection and a table go together"
    if data.max_age_days is not None and data.time is None:
        yield ("data", "max_age_days"), "data.max_age_days: needs data.time, the column that says when a row came about"


def _columns_with_two_roles(spec: Spec) -> Iterator[Contradiction]:
    """`data.leaking` is not among the roles: that a leaking column is a feature is a finding, not a mistake."""
    seen: dict[str, str] = {}
    roles = {
        "data.target": (spec.data.target,),
        "data.keys": spec.data.keys,
        "data.protected": spec.data.protected,
        "features.numeric": spec.features.numeric,
        "features.categorical": spec.features.categorical,
    }
    for role, columns in roles.items():
        for column in columns:
            if column in seen:
                yield (*role.split("."),), f"{role}: {column!r} is also in {seen[column]}"
            seen[column] = role


def _impossible_splits(spec: Spec) -> Iterator[Contradiction]:
    """The group may be a key, or protected: it only says which rows belong together."""
    split = spec.split
    others = {"group", "stratify", "frozen"} if split.strategy == "time" else {"cut", "gap"}
    # What is known of a customer by January is in training and the rest in the holdout: there is no cut for both.
    facts = {"group": "a time split cannot keep groups together"}
    for key in sorted(others):
        if getattr(split, key) is not None:
            yield ("split", key), f"split.{key}: {facts.get(key, f'a {split.strategy} split has none')}"
    for role in ("data.target", "features.numeric", "features.categorical"):
        if split.group is not None and split.group in spec.columns[role]:
            yield ("split", "group"), f"split.group: {split.group!r} is also in {role}"
    if split.stratify is not None and split.stratify in {*spec.data.keys, *spec.data.personal}:
        role = "data.keys" if split.stratify in spec.data.keys else "data.personal"
        yield ("split", "stratify"), f"split.stratify: {split.stratify!r} is also in {role}, and has a value a row"
    yield from _impossible_times(spec)
    yield from _frozen_to_something_else(spec)


def _impossible_times(spec: Spec) -> Iterator[Contradiction]:
    cut, gap = spec.split.cut, spec.split.gap
    if isinstance(cut, str):
        try:
            datetime.fromisoformat(cut)
        except ValueError:
            yield ("split", "cut"), f"split.cut: {cut!r} is no time; write it as 2012-08-07 or 2012-08-07T12:00:00"
    for key, number in (("cut", cut), ("gap", gap)):
        if isinstance(number, float) and not math.isfinite(number):
            yield ("split", key), f"split.{key}: {number} is no number"


def _frozen_to_something_else(spec: Spec) -> Iterator[Contradiction]:
    frozen = spec.split.frozen
    if frozen is None or spec.split.strategy == "time":
        return
    if frozen.of != spec.split.drawn_by(spec.data.keys):
        fact = "split.frozen: was drawn with another holdout, seed, stratify, group or keys; put that back, or delete "
        yield ("split", "frozen"), f"{fact}the table to draw another holdout"
    if list(frozen.edges) != sorted(set(frozen.edges)) or not all(map(math.isfinite, frozen.edges)):
        yield ("split", "frozen", "edges"), "split.frozen.edges: must rise"
    if frozen.edges and set(frozen.shares) != {str(number + 1) for number in range(len(frozen.edges) + 1)}:
        fact = f"split.frozen.shares: {len(frozen.edges)} edges make the strata 1 to {len(frozen.edges) + 1}"
        yield ("split", "frozen", "shares"), fact


def _records_of_nothing(spec: Spec) -> Iterator[Contradiction]:
    if spec.data.protected and spec.data.protected_reason:
        fact = "data.protected_reason: says why no column is protected, and data.protected names some"
        yield ("data", "protected_reason"), fact
    for approval in spec.approvals:
        if approval.of.partition(".")[0] not in Spec.__struct_fields__ and "/" not in approval.of:
            yield ("approvals", "of"), f"approvals.of: {approval.of!r} is neither a key of the spec nor a page"


def _impossible_promises(spec: Spec) -> Iterator[Contradiction]:
    task, headline = spec.model.task, spec.promises.headline
    allowed = {*METRICS[task], *MORE[task]}
    if headline not in allowed - BETWEEN:
        yield ("promises", "headline"), _unfit("promises.headline", headline, task)
    for name, bound in spec.promises.quality.items():
        keys = ("promises", "quality", name)
        if name not in allowed and not measures.is_own(name):
            yield keys, _unfit(".".join(keys), name, task)
        else:
            yield from ((keys, fact) for fact in _impossible_bound(name, bound))
    for baseline, margin in (("dummy", spec.promises.margins.dummy), ("linear", spec.promises.margins.linear)):
        if not math.isfinite(margin):
            yield ("promises", "margins", baseline), f"promises.margins.{baseline}: {margin} promises nothing"


def _unfit(place: str, metric: str, task: measures.Task) -> str:
    return f"{place}: {metric} does not fit a {task} task; use {measures.in_words(task)}"


def _impossible_bound(name: str, bound: Bound) -> Iterator[str]:
    place = f"promises.quality.{name}"
    given = {side: value for side in ("at_least", "at_most") if (value := getattr(bound, side)) is not None}
    yield from (f"{place}: {fact}" for fact in _wrong_ends(name, given))
    for side, value in given.items():
        if not math.isfinite(value):
            yield f"{place}.{side}: {value} promises nothing"
        elif not measures.is_own(name) and (value > 1 if side == "at_least" else value < 0):
            yield f"{place}.{side}: no model can keep {value:g}"
    if len(given) > 1 and given["at_least"] > given["at_most"]:
        yield f"{place}: at_least is above at_most"


def _wrong_ends(name: str, given: Collection[str]) -> Iterator[str]:
    """Which end of a metric a promise must give, and which not."""
    if name in BETWEEN:
        if len(given) != 2:  # noqa: PLR2004 - both ends
            yield "too much of it is as wrong as too little; give at_least and at_most"
    elif not measures.is_own(name):
        right = "at_most" if name in LOWER_IS_BETTER else "at_least"
        if {*given} != {right}:
            yield f"give {right}, and nothing else"
    elif not name.partition(":")[2].isidentifier():
        yield f"{name.partition(':')[2]!r} is no name of a scorer or a function"
    elif len(given) != 1:
        yield "give at_least or at_most, and nothing else"
    elif name.startswith(measures.SCORER) and "at_most" in given:
        yield "higher is better for a scorer of scikit-learn; give at_least"
