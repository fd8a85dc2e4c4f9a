"""Rows where they lie, held by Great Expectations without a data source of its own: it is never given a URL."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from modelwright.errors import InputError

_LOGGERS = ("great_expectations", "py4j")


class Results(NamedTuple):
    """What came of the expectations, as the library's own kind of result holds them."""

    results: list[Any]


class Batch:
    """Rows that a suite is held against, as the library's own kind of batch does.

    Args:
        execution_engine: the library's engine, which knows where the rows are.
        data: the rows, as that engine wants them.
        names: what some columns are called there, by the name that suites have for them.
        place: what messages name when the engine can be asked no more.
    """

    def __init__(
        self, execution_engine: Any, data: Any, names: Mapping[str, str] | None = None, *, place: str = ""
    ) -> None:
        from great_expectations.core.batch import Batch as Held

        from modelwright.engines.validator import QuietValidator

        self._names = names or {}
        self._place = place
        self._validator = QuietValidator(execution_engine=execution_engine, batches=[Held(data=data)])

    def validate(self, suite: Any, *, result_format: dict[str, Any]) -> Results:
        """Hold the rows against a suite of the library's own type.

        Raises:
            InputError: the database broke off.
        """
        with quiet():
            wanted = [_renamed(one, self._names) for one in suite.expectation_configurations]
            wanted = self._validator.process_expectations_for_validation(wanted, None)
            format_ = {"result_format": dict(result_format)}
            found = self._validator.graph_validate(configurations=wanted, runtime_configuration=format_)
        if broken := getattr(self._validator.execution_engine, "broken", None):
            raise InputError(self._place, broken)
        return Results(found)


def _renamed(configuration: Any, names: Mapping[str, str]) -> Any:
    """An expectation of the columns as they are called where the rows are."""
    for key, value in configuration.kwargs.items() if names else ():
        if key in {"column", "column_A", "column_B"}:
            configuration.kwargs[key] = names.get(value, value)
        elif key in {"column_list", "column_set"} and isinstance(value, list):
            configuration.kwargs[key] = [names.get(one, one) for one in value]
        elif key == "row_condition" and isinstance(value, str):
            for name, called in names.items():
                value = configuration.kwargs[key] = value.replace(f'col("{name}")', f'col("{called}")')  # noqa: PLW2901
    return configuration


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the library's log to itself: it repeats every error with its traceback, its query and its values."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for one, level in zip(loggers, before, strict=True):
            one.setLevel(level)
