"""The standard itself: its versions, and its JSON Schema as the package that defines the documents ships it.

https://bitol-io.github.io/open-data-contract-standard/
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from modelwright.contracts.documents import Document

if TYPE_CHECKING:
    from jsonschema import ValidationError

# What is written. 3.2 adds nothing that a contract about rows needs, and fewer tools read it.
WRITTEN = "v3.1.0"
# Until then the schema let keys pass that it does not name, and a rule of the library was called `rule`.
_LENIENT = ("v3.0.0", "v3.0.1", "v3.0.2")
READ = (*_LENIENT, "v3.1.0", "v3.2.0")

_CLOSING = ("unevaluatedProperties", "additionalProperties")
_LONGEST_FACT = 160


def require_valid(document: Document) -> None:
    """Hold a document against the JSON Schema of the standard.

    Raises:
        InputError: it is of another version, or breaks a rule of the schema; names the line and the place.
    """
    version = document.content.get("apiVersion")
    if document.content.get("kind") != "DataContract":
        raise document.error(["kind"], "not a data contract: `kind` must be DataContract")
    if version not in READ:
        raise document.error(["apiVersion"], f"{version} is not a version that is read: {', '.join(READ)}")
    errors = sorted(
        _validator(lenient=version in _LENIENT).iter_errors(document.content),
        # The most particular one says most. Where a key has no place, that is told last: another rule may say why.
        key=lambda error: (error.validator in _CLOSING, -len(error.absolute_path), str(error.json_path)),
    )
    for error in errors:
        raise document.error(list(error.absolute_path), _fact(error))


@cache
def _validator(*, lenient: bool) -> Any:
    import json
    from importlib.resources import files

    from jsonschema import Draft201909Validator

    schema = json.loads(files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8"))
    schema = _asking(schema)
    return Draft201909Validator(_opened(schema) if lenient else schema)


def _asking(schema: Any) -> Any:
    """The schema, asking whether a column says its type before it holds the column against a rule of that type.

    As it is shipped with 3.2, a column that says none is held against the rules of every type, and must be a map.
    """
    if isinstance(schema, list):
        return [_asking(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _asking(value) for key, value in schema.items()}
    asked = found.get("if")
    if isinstance(asked, dict) and any(
        "logicalType" in one.get("properties", {}) for one in asked.get("anyOf", [asked])
    ):
        found["if"] = {**asked, "required": ["logicalType"]}
    return found


def _opened(schema: Any) -> Any:
    """The schema as it was before 3.1: closed to no key, with options of any kind and rules of any name."""
    if isinstance(schema, list):
        return [_opened(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _opened(value) for key, value in schema.items() if key not in _CLOSING or value is not False}
    if "logicalTypeOptions" in found:
        found["logicalTypeOptions"] = {"type": "object"}
    if "DataQualityLibrary" in found:
        found["DataQualityLibrary"] = {"anyOf": [{"required": ["rule"]}, {"required": ["metric"]}]}
        found["DataQualitySql"] = {"required": ["query"]}
    return found


def _fact(error: "ValidationError") -> str:
    """What a rule of the schema says, without the part of the document that breaks it."""
    rule: Any = error.validator_value
    if error.validator == "oneOf":
        named = sorted({key for one in rule for key in one.get("required", ())})
        if named:
            there = [key for key in named if isinstance(error.instance, dict) and key in error.instance]
            return f"needs one of {', '.join(named)}" + (f", and has {' and '.join(there)}" if there else "")
    if error.validator == "type":
        return f"must be {rule if isinstance(rule, str) else ' or '.join(rule)}, not {_kind(error.instance)}"
    fact = error.message
    return fact if len(fact) <= _LONGEST_FACT else f"{fact[:_LONGEST_FACT]}..."


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return names.get(type(value), "object")
