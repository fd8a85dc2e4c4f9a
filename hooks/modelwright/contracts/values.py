"""What the nodes of a YAML document stand for: values of JSON, as YAML 1.2 reads them."""

import math
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

# To YAML 1.2 and to JSON Schema, `NO` is Norway, and a day or `12:30:00` is text. PyYAML reads the version before.
_PLAIN = (
    ("null", re.compile(r"~|null|Null|NULL|")),
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE")),
    ("int", re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")),
    ("float", re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")),
)
CORE = "tag:yaml.org,2002:"

_COLLECTIONS = (f"{CORE}map", f"{CORE}seq")

# How often a document may use what it says once, before its aliases are a bomb.
_TIMES, _FEW = 20, 1000


class NoValue(ValueError):  # noqa: N818 - what it says of the document
    """A node stands for nothing that JSON can hold.

    Args:
        fact: what is wrong with it.
        node: where.
    """

    def __init__(self, fact: str, node: "yaml.Node") -> None:
        self.fact = fact
        self.line: int = node.start_mark.line + 1
        super().__init__(fact)


def value_of(node: "yaml.Node") -> Any:
    """What a node stands for.

    Raises:
        NoValue: it holds itself, a type or a number that JSON does not have, a key twice, or too much behind aliases.
    """
    return _Values().of(node)


def kind_of(text: str) -> str:
    """What a plain scalar is in YAML 1.2: `null`, `bool`, `int`, `float` or `str`."""
    return next((kind for kind, pattern in _PLAIN if pattern.fullmatch(text)), "str")


class _Values:
    """An alias is the same node, so what is said once is worked out once."""

    def __init__(self) -> None:
        self._made: dict[int, Any] = {}
        self._sizes: dict[int, int] = {}

    def of(self, node: "yaml.Node") -> Any:
        value = self._value(node)
        said, used = len(self._sizes), self._sizes[id(node)]
        if used > _TIMES * said + _FEW:
            raise NoValue(f"its aliases make {used:,} values of {said:,}", node)
        return value

    def _value(self, node: Any) -> Any:
        if id(node) in self._made:
            return self._made[id(node)]
        if id(node) in self._sizes:  # begun, and not made yet
            raise NoValue("holds itself", node)
        if node.id != "scalar" and node.tag not in _COLLECTIONS:
            raise NoValue(f"{node.tag} is not a type of JSON", node)
        self._sizes[id(node)] = 1
        make: dict[str, Callable[[Any], Any]] = {
            "mapping": self._mapping,
            "sequence": self._sequence,
            "scalar": _scalar,
        }
        made = self._made[id(node)] = make[node.id](node)
        return made

    def _child(self, parent: "yaml.Node", node: "yaml.Node") -> Any:
        value = self._value(node)
        self._sizes[id(parent)] += self._sizes[id(node)]
        return value

    def _sequence(self, node: "yaml.SequenceNode") -> list[Any]:
        return [self._child(node, one) for one in node.value]

    def _mapping(self, node: "yaml.MappingNode") -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, node_of_value in node.value:
            if key.id != "scalar":
                raise NoValue("has a key that is no text", key)
            value = self._child(node, node_of_value)
            if key.tag == f"{CORE}merge":
                others = value if isinstance(value, list) else [value]
                if not all(isinstance(other, dict) for other in others):
                    raise NoValue("merges what is no mapping", key)
                for other in others:
                    merged = {**other, **merged}
            elif key.value in found:
                raise NoValue(f"names {key.value!r} twice", key)
            else:
                found[key.value] = value
        return {**merged, **found}


def _scalar(node: "yaml.ScalarNode") -> Any:
    # The parser in C calls the style of a plain scalar '', the one in Python None.
    kind = _written_kind(node) or ("str" if node.style else kind_of(node.value))
    make = _MAKE.get(kind)
    if make is None:
        raise NoValue(f"{node.tag} is not a type of JSON", node)
    try:
        return make(node.value)
    except ValueError as error:
        raise NoValue(f"is not a number that can be kept: {node.value[:20]}", node) from error


def _written_kind(node: "yaml.ScalarNode") -> str | None:
    """The type that somebody wrote, such as `!!str`; None where the parser has guessed it."""
    guessed = _resolver().resolve(type(node), node.value, (not node.style, bool(node.style)))
    return None if node.tag == guessed else str(node.tag).removeprefix(CORE)


@cache
def _resolver() -> Any:
    import yaml

    return yaml.resolver.Resolver()


def _int(text: str) -> int:
    return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)


def _float(text: str) -> float:
    value = float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    if not math.isfinite(value):
        raise ValueError(text)
    return value


_MAKE: dict[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": _int,
    "float": _float,
    "str": str,
}
