"""Expectations that clean rows suggest, the plainest first: what an adviser picks from."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from modelwright.challenge.clock import form_of
from modelwright.challenge.rows import UNNAMED, Column, present
from modelwright.engines.types import family_of_dtype, type_list
from modelwright.expectations.suite import Expectation

if TYPE_CHECKING:
    import polars as pl

    from modelwright.challenge.ground import Ground

# A mean may lie this many standard errors off: further than chance goes, and than a person wants to be called for.
_ERRORS = 6
# How far a share, a count or a spread may move.
_SLACK = 0.2
# How far a range reaches beyond the values that were seen, in its own width.
_ROOM = 0.05
_QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
# How many of the columns that a column goes with are asked about it.
_TIES = 4
_DIGITS = 4
# As good as 0: the scale of a smaller number would be infinite.
_LEAST = 1e-300


def of_table(ground: "Ground") -> list[Expectation]:
    """About names, counts and keys."""
    rows = ground.rows
    found = [
        _made("expect_table_columns_to_match_ordered_list", column_list=list(rows.names)),
        _made(
            "expect_table_row_count_to_be_between",
            min_value=math.floor(rows.height * (1 - _SLACK)),
            max_value=math.ceil(rows.height * (1 + _SLACK)),
        ),
    ]
    if len(rows.keys) == 1:
        found.append(_made("expect_column_values_to_be_unique", column=rows.keys[0]))
    if len(rows.keys) > 1:
        found.append(_made("expect_compound_columns_to_be_unique", column_list=list(rows.keys)))
    if len(rows.names) > 1:
        twice = _number(ground.frame.is_duplicated().mean())
        alone = {"mostly": _down(1 - twice - 0.01)} if twice else {}
        found.append(_made("expect_compound_columns_to_be_unique", column_list=list(rows.names), **alone))
    times = [one for one in ground.columns if one.name == rows.time]
    return found + [one for column in times for one in _of_times(column)]


def of_column(ground: "Ground", name: str) -> list[Expectation]:
    """About one column."""
    column = next(one for one in ground.columns if one.name == name)
    found = [*_of_structure(column), *_of_times(column), *_of_values(column), *_of_text(column)]
    return [*found, *_of_distribution(column), *_of_ties(ground, column)]


def _of_structure(column: Column) -> Iterator[Expectation]:
    name, values = column.name, column.values
    yield _made("expect_column_to_exist", column=name)
    family = family_of_dtype(values.dtype)
    if family:
        yield _made("expect_column_values_to_be_in_type_list", column=name, type_list=type_list(family))
    there = _number(present(values).mean())
    if there > _SLACK:
        mostly = {} if there == 1 else {"mostly": _down(there - 0.01)}
        yield _made("expect_column_values_to_not_be_null", column=name, **mostly)
    if column.nature == "key" and values.is_unique().all():
        yield _made("expect_column_values_to_be_unique", column=name)


def _of_times(column: Column) -> Iterator[Expectation]:
    if column.nature != "time":
        return
    form = form_of(column.values)
    if form:
        yield _made("expect_column_values_to_match_strftime_format", column=column.name, strftime_format=form)
    low, high = (_written(one) for one in (column.values.min(), column.values.max()))
    if low is not None and high is not None:
        yield _made("expect_column_max_to_be_between", column=column.name, min_value=high)
        yield _made("expect_column_values_to_be_between", column=column.name, min_value=low)
        yield _made("expect_column_values_to_be_between", column=column.name, max_value=high)
        yield _made("expect_column_min_to_be_between", column=column.name, min_value=low, max_value=low)


def _written(value: Any) -> str | None:
    return value if isinstance(value, str) or value is None else str(value.isoformat())


def _of_values(column: Column) -> Iterator[Expectation]:
    known = column.values.filter(present(column.values))
    if column.nature == "category" and not column.is_decimal:
        yield _made("expect_column_values_to_be_in_set", column=column.name, value_set=known.unique().sort().to_list())
    if column.is_number and len(known):
        low, high = float(known.min()), float(known.max())  # type: ignore[arg-type] # numbers, as `is_number` says
        slack = _ROOM * (high - low)
        yield _made(
            "expect_column_values_to_be_between",
            column=column.name,
            min_value=0 if 0 <= low <= slack else _down(low - slack),
            max_value=0 if 0 >= high >= -slack else _up(high + slack),
        )


def _of_text(column: Column) -> Iterator[Expectation]:
    if not column.is_text or column.nature == "time":
        return
    for bad in (r"^\s|\s$", "\u00c3|\u00c2|\ufffd", r"^[^a-z]*[A-Z][^a-z]*$", r"^[^A-Z]*[a-z][^A-Z]*$"):
        yield _made("expect_column_values_to_not_match_regex", column=column.name, regex=bad)


def _of_distribution(column: Column) -> Iterator[Expectation]:
    name = column.name
    known = column.values.filter(present(column.values))
    different = known.n_unique()
    if column.nature in {"key", "other"} or not different:
        return
    yield _made(
        "expect_column_unique_value_count_to_be_between", column=name, min_value=max(1, math.ceil(different / 2))
    )
    if column.values.dtype.is_numeric():
        yield _quantiles(column, known)
        yield _mean(name, known)
        spread = _number(known.std())
        yield _made(
            "expect_column_stdev_to_be_between",
            column=name,
            min_value=_down(spread * (1 - _SLACK)),
            max_value=_up(spread * (1 + _SLACK)),
        )
    if column.nature == "category":
        yield from _shares(name, known)


def _quantiles(column: Column, known: "pl.Series") -> Expectation:
    """Each may move to where those are that lie three hundredths of the rows to its sides."""
    ranges = [
        [_down(_number(known.quantile(at - 0.03, "lower"))), _up(_number(known.quantile(at + 0.03, "higher")))]
        for at in _QUANTILES
    ]
    return _made(
        "expect_column_quantile_values_to_be_between",
        column=column.name,
        quantile_ranges={"quantiles": list(_QUANTILES), "value_ranges": ranges},
    )


def _shares(name: str, known: "pl.Series") -> Iterator[Expectation]:
    """Of the commonest categories, each is as common as it was."""
    counted = known.value_counts(sort=True, name="rows").sort(["rows", UNNAMED], descending=[True, False]).head(_TIES)
    for value, rows in counted.iter_rows():
        share = rows / len(known)
        slack = _ERRORS * math.sqrt(share * (1 - share) / len(known))
        if share - slack > 0:
            yield _made(
                "expect_column_values_to_be_in_set", column=name, value_set=[value], mostly=_down(share - slack)
            )
        if share + slack < 1:
            mostly = _down(1 - share - slack)
            yield _made("expect_column_values_to_not_be_in_set", column=name, value_set=[value], mostly=mostly)


def _of_ties(ground: "Ground", column: Column) -> Iterator[Expectation]:
    """The mean of one column where another one is high, or is of a category."""
    others = {one.name: one for one in ground.columns}
    # A key names a row and says nothing of it: in a file that is sorted, it goes with everything.
    near = [others[name] for name, _ in ground.ties[column.name] if name in others and others[name].nature != "key"]
    if column.nature == "key":
        return
    for other in near[:_TIES]:
        yield from _ordered(column, other)
        yield from _conditional(column, other)
        yield from _conditional(other, column)


def _ordered(column: Column, other: Column) -> Iterator[Expectation]:
    if not (column.is_number and other.is_number):
        return
    for high, low in ((column, other), (other, column)):
        share = _number((high.values >= low.values).mean())
        if share > 1 - _SLACK:
            yield _made(
                "expect_column_pair_values_a_to_be_greater_than_b",
                column_A=high.name,
                column_B=low.name,
                or_equal=True,
                mostly=1.0 if share == 1 else _down(share - 0.01),
            )


def _conditional(column: Column, given: Column) -> Iterator[Expectation]:
    if not column.values.dtype.is_numeric():
        return
    for operator, bound, chosen in _conditions(given):
        known = column.values.filter(chosen.fill_null(False) & present(column.values))
        if len(known) > 1:
            named = {"name": given.name}
            condition = {"type": "comparison", "column": named, "operator": operator, "parameter": bound}
            yield _mean(column.name, known, row_condition=condition)


def _conditions(given: Column) -> Iterator[tuple[str, Any, "pl.Series"]]:
    """An operator, a value and the rows that are so."""
    import polars as pl

    known = given.values.filter(present(given.values))
    if known.is_empty():
        return
    if given.values.dtype.is_numeric():
        for at in (0.25, 0.75):
            bound = _down(_number(known.quantile(at, "nearest")))
            yield ">", bound, given.values.cast(pl.Float64) > bound
            yield "<=", bound, given.values.cast(pl.Float64) <= bound
    elif given.is_text and given.nature == "category":
        for value in known.unique().sort():
            yield "==", value, given.values == value


def _mean(name: str, known: "pl.Series", **narrowed: Any) -> Expectation:
    mean, slack = _number(known.mean()), _ERRORS * _number(known.std()) / math.sqrt(len(known))
    return _made(
        "expect_column_mean_to_be_between",
        column=name,
        min_value=_down(mean - slack),
        max_value=_up(mean + slack),
        **narrowed,
    )


def _made(kind: str, **kwargs: Any) -> Expectation:
    return Expectation(kind, kwargs)


def _number(value: Any) -> float:
    return 0.0 if value is None or not math.isfinite(value) else float(value)


def _down(value: float) -> float:
    return _rounded(value, math.floor)


def _up(value: float) -> float:
    return _rounded(value, math.ceil)


def _rounded(value: float, towards: Any) -> float:
    """To four digits that count."""
    if abs(value) < _LEAST or not math.isfinite(value):
        return 0
    scale = 10.0 ** (_DIGITS - 1 - math.floor(math.log10(abs(value))))
    found: float = towards(round(value * scale, 6)) / scale
    return int(found) if found == int(found) else found
