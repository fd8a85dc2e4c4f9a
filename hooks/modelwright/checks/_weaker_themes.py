"""What the themes of the evaluation promise less than before: a tolerance that grew, a case that is gone."""

from collections.abc import Iterator
from typing import Any

import msgspec

from modelwright.spec import THEMES, Promises

Weaker = tuple[str, str]

# By the last name of the key: it means the same wherever it stands.
STRICTER_WHEN_HIGHER = {"at_least", "error_ratio", "selection_ratio", "share", "worth"}
STRICTER_WHEN_LOWER = {
    "advantage",
    "at_most",
    "batch",
    "behind",
    "bias",
    "calibration",
    "coverage",
    "demographic_parity",
    "dependent",
    "equal_opportunity",
    "equalised_odds",
    "error",
    "fit",
    "idle",
    "inflation",
    "lost_rows",
    "margin",
    "margin_share",
    "memory",
    "missing",
    "noise",
    "optimism",
    "permuted",
    "rows",  # fewer of them are enough to be judged
    "sides",
    "single",
    "size",
    "support",
    "times",
    "tolerance",
    "unnoticed",
    "unseen",
    "weakest",
}
# What holds where nothing is written, where the table itself has no default: it depends on the task.
UNWRITTEN: dict[str, dict[str, float]] = {
    "slices": {"weakest": 0.1},
    "fairness": {"equal_opportunity": 0.2, "error_ratio": 0.5},
    "calibration": {"error": 0.05, "coverage": 0.05},
    "leaks": {"sides": 0.6},
}


def weaker_themes(before: dict[str, Any], now: dict[str, Any]) -> Iterator[Weaker]:
    """What promises less, by the tables `promises` of two specs as TOML holds them: the key, and from what to what."""
    for theme in THEMES:
        was, value = before.get(theme), now.get(theme)
        if isinstance(was, dict) and value is None:
            yield f"promises.{theme}", "removed"
        elif isinstance(was, dict) or isinstance(value, dict):
            yield from _weaker(f"promises.{theme}", _with_defaults(theme, was), _with_defaults(theme, value))


def _with_defaults(theme: str, table: Any) -> dict[str, Any]:
    """A table with what holds where nothing is written: to write a looser bound than that is to loosen it."""
    kind = next(one for one in msgspec.structs.fields(Promises) if one.name == theme).type
    defaults = {one.name: one.default for one in msgspec.structs.fields(_struct(kind)) if _is_number(one.default)}
    return {**defaults, **UNWRITTEN.get(theme, {}), **(table if isinstance(table, dict) else {})}


def _struct(kind: Any) -> type[msgspec.Struct]:
    """The table in `Annotated[Table | None, ...]`."""
    union = getattr(kind, "__origin__", kind)
    found: type[msgspec.Struct] = next(one for one in union.__args__ if one is not type(None))
    return found


def _weaker(key: str, was: dict[str, Any], now: dict[str, Any]) -> Iterator[Weaker]:
    for name, old in was.items():
        new, path = now.get(name), f"{key}.{name}"
        if new == old:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _weaker(path, old, new)
        elif new is None:
            yield path, "removed" if isinstance(old, dict | list) else f"removed; it was {_shown(old)}"
        elif isinstance(old, list) and isinstance(new, list):
            yield from _lists(path, old, new)
        elif _is_number(old) and _is_number(new):
            yield from _moved(path, old, new)
        else:
            yield path, f"changed from {_shown(old)} to {_shown(new)}" if _is_plain(old) else "changed"


def _lists(path: str, old: list[Any], new: list[Any]) -> Iterator[Weaker]:
    """What is listed no more, and what changed under the name that it has."""
    names = {one["name"]: one for one in new if isinstance(one, dict) and "name" in one}
    for one in old:
        name = one.get("name") if isinstance(one, dict) else None
        if name in names and name is not None:
            yield from _weaker(f"{path}.{name}", one, names[name])
        elif one not in new:
            yield path, f"{_shown(name or one)} is no longer listed"


def _moved(path: str, old: float, new: float) -> Iterator[Weaker]:
    """A number that moved the wrong way; of a number that is no bound, such as a cost, each way may be wrong."""
    name = path.rpartition(".")[2]
    if name in STRICTER_WHEN_HIGHER and new < old:
        yield path, f"lowered from {old:g} to {new:g}"
    elif name in STRICTER_WHEN_LOWER and new > old:
        yield path, f"raised from {old:g} to {new:g}"
    elif name not in STRICTER_WHEN_HIGHER | STRICTER_WHEN_LOWER:
        yield path, f"changed from {old:g} to {new:g}"


def _shown(value: Any) -> str:
    return f"{value:g}" if _is_number(value) else repr(value)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | bool) or _is_number(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
