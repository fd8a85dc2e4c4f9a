"""Expectations of the table as a whole: rows, columns and their names."""

from msgspec import Struct

from modelwright.expectations.fast.arguments import Conditional, Name
from modelwright.expectations.fast.limits import Limits
from modelwright.expectations.fast.steps import Steps
from modelwright.expectations.fast.table import Table
from modelwright.expectations.verdict import Verdict


class RowCountBetween(Conditional, frozen=True, kw_only=True):
    """Limits of the number of rows."""

    min_value: int | None = None
    max_value: int | None = None
    strict_min: bool = False
    strict_max: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.min_value is not None and self.max_value is not None and self.min_value > self.max_value:
            raise ValueError("the minimum is greater than the maximum")


class RowCount(Conditional, frozen=True, kw_only=True):
    """A number of rows."""

    value: int


class ColumnCountBetween(Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of the number of columns."""

    min_value: float | None = None
    max_value: float | None = None


class ColumnCount(Struct, frozen=True, forbid_unknown_fields=True):
    """A number of columns."""

    value: int


class OrderedColumns(Struct, frozen=True, forbid_unknown_fields=True):
    """The names of all columns, in their order."""

    column_list: list[str] | None


class SetOfColumns(Struct, frozen=True, forbid_unknown_fields=True):
    """The names of columns: of all, or of some."""

    column_set: list[str] | None
    exact_match: bool | None = True


class ColumnExists(Struct, frozen=True, forbid_unknown_fields=True):
    """The name of a column, and its place."""

    column: Name
    column_index: int | None = None


def expect_table_row_count_to_be_between(asked: RowCountBetween, table: Table) -> Steps:
    facts = yield {"rows": asked.rows(table).number()}
    limits = Limits(asked.min_value, asked.max_value, asked.strict_min, asked.strict_max)
    return Verdict(met=bool(limits.hold(facts["rows"])), observed=facts["rows"])


def expect_table_row_count_to_equal(asked: RowCount, table: Table) -> Steps:
    facts = yield {"rows": asked.rows(table).number()}
    return Verdict(met=facts["rows"] == asked.value, observed=facts["rows"])


def expect_table_column_count_to_be_between(asked: ColumnCountBetween, table: Table) -> Steps:
    yield {}
    count = len(table.columns)
    return Verdict(met=bool(Limits(asked.min_value, asked.max_value).hold(count)), observed=count)


def expect_table_column_count_to_equal(asked: ColumnCount, table: Table) -> Steps:
    yield {}
    return Verdict(met=len(table.columns) == asked.value, observed=len(table.columns))


def expect_table_columns_to_match_ordered_list(asked: OrderedColumns, table: Table) -> Steps:
    yield {}
    return Verdict(met=asked.column_list is None or list(table.columns) == asked.column_list)


def expect_table_columns_to_match_set(asked: SetOfColumns, table: Table) -> Steps:
    yield {}
    expected, there = set(asked.column_set or ()), set(table.columns)
    return Verdict(met=expected == there if asked.exact_match else expected <= there)


def expect_column_to_exist(asked: ColumnExists, table: Table) -> Steps:
    yield {}
    names = list(table.columns)
    if not asked.column_index:
        return Verdict(met=asked.column in names)
    there = -len(names) <= asked.column_index < len(names)
    return Verdict(met=there and names[asked.column_index] == asked.column)
