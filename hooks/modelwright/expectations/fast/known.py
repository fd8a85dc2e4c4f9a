"""The expectations that are known: each is a function in a module of its family, found by its name.

The type of its first parameter says which arguments it takes.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, get_type_hints

import msgspec
import polars as pl

from modelwright.expectations.fast.steps import CannotRunError, NotKnownError, Steps
from modelwright.expectations.fast.table import Table, table_of
from modelwright.expectations.suite import Expectation, Suite

FAMILIES = (
    "shape",
    "values",
    "uniqueness",
    "order",
    "text",
    "types",
    "statistics",
    "quantiles",
    "distinct",
    "pairs",
    "records",
)


@cache
def known() -> dict[str, tuple[type[msgspec.Struct], Callable[[Any, Table], Steps]]]:
    """The arguments and the function of each type of expectation."""
    found = {}
    for family in FAMILIES:
        module = import_module(f"modelwright.expectations.fast.{family}")
        for name, function in vars(module).items():
            if name.startswith("expect_"):
                found[name] = (get_type_hints(function)["asked"], function)
    return found


def start(expectation: Expectation, table: Table) -> Steps:
    """An expectation, ready to ask.

    Raises:
        NotKnownError: its type or its arguments are not known.
    """
    asked, function = _read(expectation)
    return function(asked, table)


def reasons(suite: Suite, rows: pl.LazyFrame | None) -> list[str]:
    """Why each expectation that is not known is not."""
    table = None if rows is None else table_of(rows)[0]
    found = []
    for one in suite.expectations:
        try:
            if table is None:
                _read(one)
            else:
                next(start(one, table))
        except NotKnownError as error:
            where = f" on {', '.join(map(repr, one.columns))}" if one.columns else ""
            found.append(f"{one.type}{where}: {error}")
        except CannotRunError:
            continue
    return found


def _read(expectation: Expectation) -> tuple[msgspec.Struct, Callable[[Any, Table], Steps]]:
    if expectation.type not in known():
        raise NotKnownError("a type that the fast path does not know")
    arguments, function = known()[expectation.type]
    try:
        return msgspec.convert(expectation.kwargs, arguments), function
    except msgspec.ValidationError as error:
        raise NotKnownError(str(error)) from error
