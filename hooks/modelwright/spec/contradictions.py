"""What the types of the spec alone cannot say: keys that do not go together."""

import math
from collections.abc import Iterator

from modelwright.spec.tables import LOWER_IS_BETTER, METRICS, Spec

Contradiction = tuple[tuple[str, ...], str]


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
    yield from _columns_with_two_roles(spec)
    yield from _impossible_groups(spec)
    yield from _records_of_nothing(spec)
    yield from _impossible_promises(spec)


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


def _impossible_groups(spec: Spec) -> Iterator[Contradiction]:
    """The group may be a key, or protected: it only says which rows belong together."""
    group = spec.split.group
    if group is None:
        return
    if spec.split.strategy == "time":
        # What is known of a customer by January is in training and the rest in the holdout: there is no cut for both.
        yield ("split", "group"), "split.group: a time split cannot keep groups together"
    for role in ("data.target", "features.numeric", "features.categorical"):
        if group in spec.columns[role]:
            yield ("split", "group"), f"split.group: {group!r} is also in {role}"


def _records_of_nothing(spec: Spec) -> Iterator[Contradiction]:
    if spec.data.protected and spec.data.protected_reason:
        fact = "data.protected_reason: says why no column is protected, and data.protected names some"
        yield ("data", "protected_reason"), fact
    for approval in spec.approvals:
        if approval.of.partition(".")[0] not in Spec.__struct_fields__ and "/" not in approval.of:
            yield ("approvals", "of"), f"approvals.of: {approval.of!r} is neither a key of the spec nor a page"


def _impossible_promises(spec: Spec) -> Iterator[Contradiction]:
    allowed = METRICS[spec.model.task]
    promised: list[tuple[tuple[str, ...], str]] = [(("promises", "headline"), spec.promises.headline)]
    promised += [(("promises", "quality", metric), metric) for metric in spec.promises.quality]
    for keys, metric in promised:
        if metric not in allowed:
            yield keys, f"{'.'.join(keys)}: {metric} does not fit a {spec.model.task} task; use {', '.join(allowed)}"
    for name, bound in spec.promises.quality.items():
        side, value = ("at_most", bound.at_most) if name in LOWER_IS_BETTER else ("at_least", bound.at_least)
        if value is None or len({bound.at_least, bound.at_most}) == 1 or None not in {bound.at_least, bound.at_most}:
            yield ("promises", "quality", name), f"promises.quality.{name}: give {side}, and nothing else"
        elif not math.isfinite(value):
            yield ("promises", "quality", name), f"promises.quality.{name}.{side}: {value} promises nothing"
    for baseline, margin in (("dummy", spec.promises.margins.dummy), ("linear", spec.promises.margins.linear)):
        if not math.isfinite(margin):
            yield ("promises", "margins", baseline), f"promises.margins.{baseline}: {margin} promises nothing"
