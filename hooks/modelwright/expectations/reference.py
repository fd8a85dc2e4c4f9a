"""A suite held against a batch by Great Expectations itself: the reference, and the way for what is not known here."""

import json
import math
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from modelwright.errors import InputError
from modelwright.expectations.soundness import named
from modelwright.expectations.suite import Expectation, Suite, suite_json
from modelwright.expectations.verdict import Verdict

# Expectations of which the statistic may be kept: what it says of rows is no value of any row.
_OBSERVED = frozenset(
    {
        "expect_table_row_count_to_be_between",
        "expect_table_row_count_to_equal",
        "expect_table_column_count_to_be_between",
        "expect_table_column_count_to_equal",
        "expect_column_mean_to_be_between",
        "expect_column_median_to_be_between",
        "expect_column_stdev_to_be_between",
        "expect_column_sum_to_be_between",
        "expect_column_unique_value_count_to_be_between",
        "expect_column_proportion_of_unique_values_to_be_between",
        "expect_column_proportion_of_non_null_values_to_be_between",
    }
)
_OF_QUANTILES = "expect_column_quantile_values_to_be_between"
_AT_ONCE = 100
_OLD_CONDITIONS = "The condition_parser parameter|Passing a string to the row_condition parameter"
_NO_COLUMN = re.compile(r'The column "(.+)" in BatchData does not exist')


def run(suite: Suite, batch: Any, shown: Path) -> Sequence[Verdict]:
    """Hold a batch against a suite.

    Returns:
        One verdict for each expectation, in the order of the suite.

    Raises:
        InputError: the suite is not one that the library understands.
    """
    raw = json.loads(suite_json(suite))
    for place, one in enumerate(raw["expectations"]):
        one["meta"] = {**(one.get("meta") or {}), "place": place}
        one.pop("id", None)
    found: dict[int, Verdict] = {}
    with warnings.catch_warnings():
        # That row conditions as text will go is no concern of whoever runs a suite.
        warnings.filterwarnings("ignore", message=_OLD_CONDITIONS, category=DeprecationWarning)
        for known in [_read({**raw, "expectations": some}, shown) for some in _parts(raw["expectations"])]:
            # No failing value is kept: results are committed and shown on the site.
            outcome = batch.validate(known, result_format={"result_format": "SUMMARY", "partial_unexpected_count": 0})
            for one in outcome.results:
                plain = one.to_json_dict()
                found[plain["expectation_config"]["meta"]["place"]] = _verdict(plain)
    return [found[place] for place in range(len(suite.expectations))]


def _parts(expectations: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Expectations in the parts in which they can be run.

    The library plans them together, in a time that grows with the square of their number, and takes all lists of
    quantiles of one column for the first of them.
    """
    parts: list[list[dict[str, Any]]] = []
    of_quantiles: list[set[str]] = []
    for one in expectations:
        column = f"{one['kwargs'].get('column')}" if one["type"] == _OF_QUANTILES else None
        place = next(
            (at for at, some in enumerate(parts) if len(some) < _AT_ONCE and column not in of_quantiles[at]), None
        )
        if place is None:
            place = len(parts)
            parts.append([])
            of_quantiles.append(set())
        parts[place].append(one)
        if column is not None:
            of_quantiles[place].add(column)
    return parts


def _read(raw: dict[str, Any], shown: Path) -> Any:
    from great_expectations.core.expectation_suite import ExpectationSuite

    try:
        known = ExpectationSuite(**raw)
    except Exception as error:  # the library raises many kinds for a suite that it does not understand
        raise InputError(shown, _at_fault(raw, error)) from error
    # The library drops what it does not know, with a line in its log: an expectation that nobody checks.
    names = {one.expectation_type for one in known.expectations}
    for one in raw["expectations"]:
        if one["type"] not in names:
            place = f"expectations[{one['meta']['place']}]"
            raise InputError(shown, f"{place}: Great Expectations knows no {one['type']}")
    return known


def _at_fault(raw: dict[str, Any], whole: Exception) -> str:
    """Which expectation the library does not understand, and why: of a suite, it says no place."""
    from great_expectations.core.expectation_suite import ExpectationSuite

    for one in raw["expectations"]:
        try:
            ExpectationSuite(name=raw["name"], expectations=[one])
        except Exception as error:  # noqa: BLE001 - as for the whole suite, whose error is the one that is raised
            known = Expectation(one["type"], one["kwargs"])
            return f"{named(one['meta']['place'], known)}: {_argument(error)}"
    return f"not a suite: {_first_line(whole)}"


def _argument(error: Exception) -> str:
    """The argument and what is wrong with it, where the library says so."""
    slips = getattr(error, "errors", None)
    if not callable(slips):
        return _first_line(error)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in slips()[:2])


def _verdict(raw: dict[str, Any]) -> Verdict:
    outcome, trouble = raw["result"], raw["exception_info"]
    # One exception, or one for each metric that failed.
    troubles = [trouble] if "raised_exception" in trouble else list(trouble.values())
    messages = [_first_line(one["exception_message"]) for one in troubles if one.get("raised_exception")]
    absent = _absent(raw, messages)
    if absent is not None:
        messages = [f"no column {absent!r}"]
    return Verdict(
        met=bool(raw["success"]),
        rows=outcome.get("element_count"),
        missing=outcome.get("missing_count"),
        unexpected=outcome.get("unexpected_count"),
        observed=_observed(raw),
        error=messages[0] if messages else None,
    )


def _absent(raw: dict[str, Any], messages: Sequence[str]) -> str | None:
    """The column that is not there, where that is the trouble."""
    if any(one in {"list index out of range", "StopIteration"} for one in messages):
        # Which is how the library says it of types.
        column = raw["expectation_config"]["kwargs"].get("column")
        return column if isinstance(column, str) else None
    found = next((found for one in messages if (found := _NO_COLUMN.search(one))), None)
    return found[1] if found else None


def _observed(raw: dict[str, Any]) -> float | None:
    value = raw["result"].get("observed_value")
    if raw["expectation_config"]["type"] not in _OBSERVED or not isinstance(value, int | float):
        return None
    if not math.isfinite(value):
        return None
    # Those of numpy are floats too, but not to a writer of JSON.
    return float(value) if isinstance(value, float) else value


def _first_line(error: object) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[:3]) if lines else type(error).__name__
