"""YAML nodes as configurations write them: with anchors, merge keys and the types of YAML 1.2."""

import re
from typing import Any

from modelwright.sources import items, pairs

Fields = dict[str, tuple[Any, Any]]

# Patterns are compiled when they are first used: a commit that changes no such file does not wait for them.
_BOOLEAN = r"true|True|TRUE|false|False|FALSE"
_NUMBER = (
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_NULL = r"null|Null|NULL|~|"


def fields(node: Any) -> Fields:
    """The pairs of a mapping by their key's text, with those that a merge key `<<` brings; none of anything else."""
    return _merged(node, set())


def _merged(node: Any, seen: set[int]) -> Fields:
    # An alias may lead back to a mapping that holds it, and a mapping that was merged brings nothing new.
    if id(node) in seen:
        return {}
    seen.add(id(node))
    own = pairs(node)
    _, merged = own.pop("<<", (None, None))
    if merged is None:
        return own
    found: Fields = {}
    for one in (merged, *items(merged)):
        found = {**_merged(one, seen), **found}
    return {**found, **own}


def value_of(found: Fields, key: str) -> Any:
    """The node of a value, or None."""
    return found.get(key, (None, None))[1]


def text_of(node: Any) -> str:
    """The text of a scalar; empty for anything else."""
    return str(node.value) if node is not None and node.id == "scalar" else ""


def kind_of(node: Any) -> str:
    """`string`, `number`, `boolean` or `null`, as YAML 1.2 has it; `sequence` or `mapping`."""
    if node.id != "scalar":
        return str(node.id)
    if not node.style:  # plain: neither quoted nor a block; the two loaders say so in two ways
        for kind, pattern in (("null", _NULL), ("boolean", _BOOLEAN), ("number", _NUMBER)):
            if re.fullmatch(pattern, node.value):
                return kind
    return "string"
