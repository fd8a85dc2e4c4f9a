"""What differs between the terms of two versions of a contract: service levels, places, uses, licences and prices."""

from collections.abc import Iterator
from typing import Any

from modelwright.contracts.changes import Change, always, change, larger, limited, promised, smaller, worded
from modelwright.contracts.service import hours
from modelwright.contracts.tables import property_of

# Of these, less is worse for a reader; of the others, more is: how late, how rarely, how wrong.
_MORE_IS_BETTER = {
    *("retention", "re", "availability", "av", "throughput", "th"),
    *("endofsupport", "es", "endoflife", "el"),
}
_LESS_IS_BETTER = {
    *("latency", "ly", "freshness", "frequency", "fy", "errorrate", "er"),
    *("timetodetect", "td", "timetonotify", "tn", "timetorepair", "tr"),
}
_WORDS = (
    *("apiVersion", "id", "name", "domain", "dataProduct", "tenant", "tags", "team", "support", "context"),
    *("authoritativeDefinitions", "contractCreatedTs"),
)
_LICENCES = ("licence", "license")


def terms_changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """What differs between the terms of two versions."""
    yield from _status(before.get("status"), after.get("status"))
    first, second = (one.get("description") or {} for one in (before, after))
    yield from promised("description.usage", first.get("usage"), second.get("usage"), always)
    yield from limited("description.limitations", first.get("limitations"), second.get("limitations"))
    yield from worded("description.purpose", first.get("purpose"), second.get("purpose"))
    yield from _levels(before, after)
    yield from _named("servers", "server", before, after, words=("description", "environment", "customProperties"))
    yield from _named("roles", "role", before, after, words=("description", "customProperties"))
    yield from limited("price", before.get("price"), after.get("price"))
    yield from _properties(before, after)
    for key in _WORDS:
        yield from worded(key, before.get(key), after.get(key))


def _status(before: Any, after: Any) -> Iterator[Change]:
    """Whoever reads data under a contract needs it to stay in force."""
    if before != after:
        ends = before == "active" or after in {"deprecated", "retired"}
        yield change("breaking" if ends else "addition", "status", before, after)


def _levels(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    first, second = _levels_of(before), _levels_of(after)
    for name in [*first, *(one for one in second if one not in first)]:
        was, now, path = first.get(name), second.get(name), f"slaProperties.{name}"
        if was is None or now is None:
            yield from promised(path, was and _level(was), now and _level(now), always)
            continue
        if _level(was) != _level(now):
            yield change("breaking" if _is_worse(name, was, now) else "addition", path, _level(was), _level(now))
        yield from promised(f"{path}.element", was.get("element"), now.get("element"), always)
        yield from worded(f"{path}.description", was.get("description"), now.get("description"))


def _levels_of(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Service levels by their name, and by whom they are for where there are several of a name."""
    found: dict[str, dict[str, Any]] = {}
    for one in content.get("slaProperties") or []:
        name = str(one["property"])
        key = f"{name}.{one['driver']}" if one.get("driver") else name
        while key in found:
            key += "+"
        found[key] = one
    return found


def _level(level: dict[str, Any]) -> str:
    return f"{level['value']} {level['unit']}" if level.get("unit") else str(level["value"])


def _is_worse(name: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a level promises less; one that cannot be compared may."""
    kind = name.partition(".")[0].rstrip("+").lower()
    was: Any
    now: Any
    was, now = hours(before), hours(after)
    if was is None or now is None:
        is_one_unit = before.get("unit") == after.get("unit")
        was, now = (before["value"], after["value"]) if is_one_unit else (None, None)
    if kind in _MORE_IS_BETTER:
        return smaller(was, now)
    return larger(was, now) if kind in _LESS_IS_BETTER else True


def _named(
    key: str, name: str, before: dict[str, Any], after: dict[str, Any], *, words: tuple[str, ...]
) -> Iterator[Change]:
    """Things that have a name, such as servers: what one says may not change, but for its sentences."""
    first, second = ({str(one[name]): one for one in side.get(key) or []} for side in (before, after))
    for called in [*first, *(one for one in second if one not in first)]:
        was, now, path = first.get(called), second.get(called), f"{key}.{called}"
        if was is None or now is None:
            yield change("breaking" if now is None else "addition", path, was and called, now and called)
            continue
        for part in sorted({*was, *now}):
            where = f"{path}.{part}"
            if part in words:
                yield from worded(where, was.get(part), now.get(part))
            else:
                yield from promised(where, was.get(part), now.get(part), always)


def _properties(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    first, second = (
        next((found for one in _LICENCES if (found := property_of(side, one))), None) for side in (before, after)
    )
    yield from promised("customProperties.licence", first, second, always)
    names = [one.get("property") for side in (before, after) for one in side.get("customProperties") or []]
    for name in dict.fromkeys(names):
        if name not in _LICENCES:
            yield from worded(f"customProperties.{name}", property_of(before, name), property_of(after, name))
