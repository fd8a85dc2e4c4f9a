"""Corruptions: what production does to data.

A corruption is a public function of a module in this package. Its name is its kind, the first line of its docstring
says what it does, the module is its family, and nothing registers it: it is found here. The type of its parameter says
what it is given:

- `Column`: the values of one column; it returns others in their place, as many.
- `Place`: one column among the others; it returns a frame.
- `Rows`: all rows, lazily; it returns others.

Each returns None where it makes no sense, such as a decimal comma in whole numbers.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, get_type_hints


class Kind(NamedTuple):
    """One way in which production breaks data."""

    name: str
    family: str
    summary: str
    wants: type
    corrupt: Callable[[Any], Any]


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every kind, by family and in the order of its module."""
    modules = sorted(one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_"))
    return tuple(kind for name in modules for kind in _kinds_of(name))


def _kinds_of(family: str) -> list[Kind]:
    module = importlib.import_module(f"{__name__}.{family}")
    own = [
        one
        for name, one in vars(module).items()
        if inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_")
    ]
    return [_kind(family, one) for one in sorted(own, key=lambda one: one.__code__.co_firstlineno)]


def _kind(family: str, corrupt: Callable[[Any], Any]) -> Kind:
    wants = _parameter(corrupt)
    summary = (corrupt.__doc__ or "").strip().partition("\n")[0]
    return Kind(corrupt.__name__.replace("_", "-"), family, summary, wants, corrupt)


def _parameter(corrupt: Callable[[Any], Any]) -> type:
    import polars as pl

    hints = get_type_hints(corrupt, localns={"pl": pl})
    first = next(iter(inspect.signature(corrupt).parameters))
    found: type = hints[first]
    return found
