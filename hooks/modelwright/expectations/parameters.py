"""What a suite leaves open: `{"$PARAMETER": "fresh_since"}` stands for a value that is known when rows are read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from modelwright.errors import InputError
from modelwright.expectations.suite import Suite
from modelwright.spec import Spec

FRESH_SINCE = "fresh_since"


def parameters(spec: Spec, now: datetime | None = None) -> dict[str, str]:
    """The values there are: `fresh_since`, the oldest time that the newest row may have, where the spec limits it.

    A limit of whole days gives a day, `2026-03-01`, which compares with text, with days and with times; any other
    gives a time, `2026-03-01T06:00:00`, in UTC and without saying so, as most tables write their times.
    """
    days = spec.data.max_age_days
    if days is None:
        return {}
    since = (now or datetime.now(UTC)).astimezone(UTC) - timedelta(days=days)
    return {FRESH_SINCE: since.date().isoformat() if days == int(days) else f"{since:%Y-%m-%dT%H:%M:%S}"}


def filled(suite: Suite, values: dict[str, str], shown: Path) -> Suite:
    """A suite with its parameters filled in.

    Raises:
        InputError: it asks for a parameter that there is not.
    """
    changed = tuple(
        msgspec.structs.replace(one, kwargs={key: _filled(value, values, shown) for key, value in one.kwargs.items()})
        for one in suite.expectations
    )
    return msgspec.structs.replace(suite, expectations=changed)


def asks_for_parameters(arguments: dict[str, Any]) -> bool:
    """Whether arguments leave something open that depends on the day."""
    return any(isinstance(value, dict) and "$PARAMETER" in value for value in arguments.values())


def _filled(value: Any, values: dict[str, str], shown: Path) -> Any:
    if not isinstance(value, dict) or "$PARAMETER" not in value:
        return value
    name = value["$PARAMETER"]
    if name in values:
        return values[name]
    if name == FRESH_SINCE:
        raise InputError(shown, f"asks for {FRESH_SINCE}: give data.max_age_days in model.toml")
    raise InputError(shown, f"asks for the parameter {name!r}, which nobody gives; there is {FRESH_SINCE}")
