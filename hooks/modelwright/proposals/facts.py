"""What is known of the rows before anything is proposed: for each column, what it is and what it holds."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from modelwright.engines.types import Family, family_of_dtype
from modelwright.proposals.blocks import Blocks, in_blocks

if TYPE_CHECKING:
    import polars as pl

    from modelwright.spec import Spec

Role = Literal[
    "key", "personal", "time", "clock", "constant", "empty", "codes", "number", "categories", "text", "flag", "other"
]

# Whole numbers or text with so many values at most may be codes or categories.
CODES = 50
# So many rows for each category, or the text is not one.
_ROWS_EACH = 20
_ISO = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$"


class Column(NamedTuple):
    """One column.

    Args:
        family: of types; None for what no family knows, such as lists.
        role: what it is to the proposal.
        missing: rows without a value, NaN among them.
        distinct: how many values it has.
    """

    name: str
    family: Family | None
    role: Role
    missing: int
    distinct: int

    @property
    def is_number(self) -> bool:
        """Whether its size means something, or at least can be computed with."""
        return self.role in {"codes", "number"}


class Facts(NamedTuple):
    """Rows in order, with their blocks and columns.

    Args:
        frame: all rows; NaN is missing.
        every: one row in so many was read.
    """

    spec: "Spec"
    frame: "pl.DataFrame"
    blocks: Blocks
    columns: tuple[Column, ...]
    every: int = 1

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return self.frame.height

    @property
    def numbers(self) -> list[str]:
        """The columns of numbers."""
        return [one.name for one in self.columns if one.is_number]


def facts_of(spec: "Spec", frame: "pl.DataFrame", personal: frozenset[str], every: int = 1) -> Facts:
    """Look at rows.

    Args:
        spec: what the team says of them.
        frame: at least one row.
        personal: the columns that hold personal data.
        every: one row in so many was read.
    """
    import polars as pl
    import polars.selectors as cs

    decimal = cs.float()
    text = cs.by_dtype(pl.Categorical, pl.Enum).cast(pl.String)
    frame = frame.with_columns(pl.when(decimal.is_finite()).then(decimal), text)
    names = frame.columns
    frame, blocks = in_blocks(spec, frame)
    found = []
    for name, missing in zip(names, frame.null_count().row(0), strict=True):
        values = frame[name]
        distinct = 0 if values.dtype.is_nested() else values.n_unique() - bool(missing)
        role = _declared(spec, blocks, values, personal) or _looks_like(spec, blocks, values, distinct)
        found.append(Column(name, family_of_dtype(values.dtype), role, missing, distinct))
    return Facts(spec, frame, blocks, tuple(found), every)


def _declared(spec: "Spec", blocks: Blocks, values: "pl.Series", personal: frozenset[str]) -> Role | None:
    """What the spec says that a column is, or its type; None where it is left to its values."""
    if values.null_count() == len(values):
        return "empty"
    if values.name in personal:
        return "personal"
    if values.name in spec.data.keys:
        return "key"
    family = family_of_dtype(values.dtype)
    if values.name == blocks.time or family in {"date", "timestamp"} or _is_iso(values):
        return "time"
    return "other" if family is None else "flag" if family == "boolean" else None


def _looks_like(spec: "Spec", blocks: Blocks, values: "pl.Series", distinct: int) -> Role:
    rows, missing = len(values), values.null_count()
    if _identifies(values, missing, distinct):
        return "key"
    if distinct == 1:
        return "constant"
    if family_of_dtype(values.dtype) == "text":
        is_outcome = values.name == spec.data.target and spec.model.task != "regression"
        each = 2 if is_outcome else _ROWS_EACH  # classes are classes, though few rows have been seen of each
        return "categories" if distinct <= min(CODES, rows // each) else "text"
    counts = blocks.has_turned or (blocks.time is not None and distinct > CODES)
    if counts and not missing and values.is_sorted():
        return "clock"
    return "codes" if values.dtype.is_integer() and distinct <= CODES else "number"


def _identifies(values: "pl.Series", missing: int, distinct: int) -> bool:
    """Whether each row has a value of its own. A decimal number that never comes twice is only precise."""
    least = 50
    return not missing and distinct == len(values) >= least and not values.dtype.is_float()


def _is_iso(values: "pl.Series") -> bool:
    import polars as pl

    return values.dtype == pl.String and bool(values.drop_nulls().str.contains(_ISO).all())
