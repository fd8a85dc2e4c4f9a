"""Service levels: how often rows come, how old they may be and how long they are kept, as the standard says it."""

import re
from decimal import Decimal
from typing import Any, get_args

from modelwright.spec.rows import Cadence, Data

_HOURS = {
    **dict.fromkeys(("h", "hr", "hour", "hours"), Decimal(1)),
    **dict.fromkeys(("d", "day", "days"), Decimal(24)),
    **dict.fromkeys(("w", "wk", "week", "weeks"), Decimal(24 * 7)),
    # A month and a year differ in length: 30 days and 365 are near enough to tell longer from shorter.
    **dict.fromkeys(("mo", "month", "months"), Decimal(24 * 30)),
    **dict.fromkeys(("q", "quarter", "quarters"), Decimal(24 * 90)),
    **dict.fromkeys(("y", "yr", "year", "years"), Decimal(24 * 365)),
    **dict.fromkeys(("min", "minute", "minutes"), Decimal(1) / 60),
    **dict.fromkeys(("s", "sec", "second", "seconds"), Decimal(1) / 3600),
}
_EVERY: dict[Cadence, tuple[int, str]] = {
    "hourly": (1, "hour"),
    "daily": (1, "day"),
    "weekly": (1, "week"),
    "monthly": (1, "month"),
    "quarterly": (3, "month"),
    "yearly": (1, "year"),
}
_PERIOD = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\b", re.IGNORECASE)


def service_levels(data: Data, table: str) -> list[dict[str, Any]]:
    """The service levels that the spec's table of data states."""
    element = {"element": f"{table}.{data.time}"} if data.time else {}
    found: list[dict[str, Any]] = []
    if data.cadence:
        value, unit = _EVERY.get(data.cadence, (data.cadence, None))
        found.append({"property": "frequency", "value": value, **({"unit": unit} if unit else {}), **element})
    if data.max_age_days is not None:
        age = data.max_age_days
        found.append({"property": "latency", "value": int(age) if age == int(age) else age, "unit": "day", **element})
    if data.retention:
        period = _PERIOD.match(data.retention)
        known = period is not None and period[2].lower() in _HOURS
        found.append(
            {
                "property": "retention",
                **(
                    {"value": _number(period[1]), "unit": period[2].lower()}
                    if period and known
                    else {"value": data.retention}
                ),
                "description": data.retention,
            }
        )
    return found


def _number(text: str) -> int | float:
    return int(text) if text.isdigit() else float(text)


def hours(level: dict[str, Any]) -> Decimal | None:
    """How long a service level's value and unit are, in hours; None where they are no length of time."""
    value, unit = level.get("value"), str(level.get("unit", "")).lower()
    if isinstance(value, bool) or not isinstance(value, int | float) or unit not in _HOURS:
        return None
    return Decimal(repr(value)) * _HOURS[unit]


def level_of(content: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The first service level of a name or its synonym, whatever its case."""
    synonyms = {"frequency": "fy", "latency": "ly", "retention": "re"}
    names = {name.lower(), synonyms.get(name, name).lower()}
    levels = content.get("slaProperties") or []
    return next((one for one in levels if str(one.get("property", "")).lower() in names), None)


def cadence_of(level: dict[str, Any]) -> Cadence | None:
    """The cadence of a frequency: the word itself, or the one whose period it is."""
    if level.get("value") in get_args(Cadence):
        word: Cadence = level["value"]
        return word
    period = hours(level)
    return next((word for word, (value, unit) in _EVERY.items() if period == value * _HOURS[unit]), None)
