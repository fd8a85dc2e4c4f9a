"""The spec: `model.toml`, where a team writes what its model promises, and nowhere else.

Loading refuses whatever the types do not name.
"""

import re
from pathlib import Path
from typing import Any

import msgspec

from modelwright.errors import InputError
from modelwright.layout import SPEC_NAME
from modelwright.spec.contradictions import contradictions
from modelwright.spec.measures import LOWER_IS_BETTER, METRICS
from modelwright.spec.tables import (
    THEMES,
    Approval,
    Bound,
    Metric,
    Promises,
    Risk,
    Spec,
    Waiver,
)
from modelwright.toml_lines import NotToml, line_of, parsed

__all__ = [
    "LOWER_IS_BETTER",
    "METRICS",
    "SPEC_NAME",
    "THEMES",
    "Approval",
    "Bound",
    "Metric",
    "Promises",
    "Risk",
    "Spec",
    "Waiver",
    "json_schema",
    "load_spec",
    "spec_of",
]


def load_spec(path: Path) -> Spec:
    """Read and validate a spec.

    Raises:
        InputError: the file is missing, is not TOML, or breaks a rule; names the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(path, "is not UTF-8 text") from error
    return spec_of(text, path)


def spec_of(text: str, path: Path) -> Spec:
    """The spec that a text holds.

    Args:
        text: a TOML document.
        path: the file that an error names.

    Raises:
        InputError: it is not TOML, or breaks a rule; names the line.
    """
    try:
        raw = parsed(text)
    except NotToml as error:
        raise InputError(path, error.fact, line=error.line) from error
    try:
        spec = msgspec.convert(raw, Spec)
    except msgspec.ValidationError as error:
        fact, _, place = str(error).partition(" - at `$")
        keys = tuple(re.findall(r"\.([^.\[`]+)", re.sub(r"\[[^\]]*\]", "", place)))
        unknown = re.search(r"unknown field `(.+)`", fact)
        keys += (unknown[1],) if unknown else ()
        where = ".".join(keys)
        raise InputError(path, f"{where}: {fact}" if where else fact, line=line_of(text, keys)) from error
    for keys, fact in contradictions(spec):
        raise InputError(path, fact, line=line_of(text, keys))
    return spec


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the spec (draft 2020-12), for editors."""
    import inspect

    schema = msgspec.json.schema(Spec)
    for table in schema["$defs"].values():
        # Python 3.13 takes the indentation off docstrings; the schema is the same on every version.
        table["description"] = inspect.cleandoc(table["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "The spec of a model", **schema}
