"""A suite as it is kept under `expectations/`: Great Expectations' own JSON."""

import json
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from modelwright.errors import InputError
from modelwright.files import write_whole

Severity = Literal["critical", "warning", "info"]


class Expectation(Struct, frozen=True, omit_defaults=True):
    """One expectation. Fields in the order in which Great Expectations writes them."""

    type: str
    kwargs: dict[str, Any] = {}
    meta: dict[str, Any] = {}
    severity: Severity = "critical"
    id: str | None = None
    notes: Any = None
    description: str | None = None

    @property
    def column(self) -> str | None:
        """The column that it is about, where it is about one."""
        column = self.kwargs.get("column")
        return column if isinstance(column, str) else None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it names, without those of a row condition."""
        named = [self.kwargs.get(key) for key in ("column", "column_A", "column_B")]
        listed = self.kwargs.get("column_list")
        named += listed if isinstance(listed, list) else []
        return tuple(one for one in named if isinstance(one, str))

    @property
    def reason(self) -> str:
        """Why it is expected, in a person's words."""
        return str(self.meta.get("reason", ""))

    @property
    def mostly(self) -> float:
        """The share of rows that must meet it."""
        return float(self.kwargs.get("mostly", 1.0))


class Suite(Struct, frozen=True, omit_defaults=True):
    """Expectations, in the order of their file."""

    name: str
    expectations: tuple[Expectation, ...]
    meta: dict[str, Any] = {}
    id: str | None = None
    notes: Any = None


def read_suite(path: Path, shown: Path) -> Suite:
    """Read a suite.

    Args:
        path: the file.
        shown: the file as messages name it.

    Raises:
        InputError: the suite is missing, is not JSON, or is not a suite.
    """
    try:
        suite = msgspec.convert(msgspec.json.decode(path.read_bytes()), Suite)
    except FileNotFoundError as error:
        raise InputError(shown, "no such suite; `data.expectations` in model.toml names it") from error
    except UnicodeDecodeError as error:
        raise InputError(shown, "is not UTF-8 text") from error
    except msgspec.ValidationError as error:
        raise InputError(shown, f"not a suite: {error}") from error
    except msgspec.DecodeError as error:
        fact, line = _slip(path.read_text(encoding="utf-8"), str(error))
        raise InputError(shown, f"not valid JSON: {fact}", line=line) from error
    if not suite.expectations:
        raise InputError(shown, "not a suite: needs at least one expectation")
    return suite


def _slip(text: str, otherwise: str) -> tuple[str, int | None]:
    """What is wrong with a text that is no JSON, and in which line: Python's own parser knows lines."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.msg, error.lineno
    return otherwise, None


def suite_json(suite: Suite) -> bytes:
    """The bytes of a suite's file: two spaces, keys in order, one line end at the end."""
    plain = msgspec.to_builtins(suite)
    for one in plain["expectations"]:
        one.setdefault("kwargs", {})
        one.setdefault("severity", "critical")
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"


def write_suite(path: Path, suite: Suite) -> None:
    """Write a suite, whole or not at all."""
    write_whole(path, suite_json(suite))
