"""What is corrupted: the rows, and what the spec says of their columns."""

from typing import TYPE_CHECKING, NamedTuple

from modelwright.challenge.clock import is_time
from modelwright.challenge.rows import UNNAMED, Column, Nature, Place, Rows, exactly
from modelwright.challenge.ties import ties

if TYPE_CHECKING:
    import polars as pl

    from modelwright.spec import Spec

# Text or whole numbers with so many values at most are categories.
_CATEGORIES = 50
_CODES = 20
_PERIODS = {"daily": 1.0, "weekly": 7.0, "monthly": 31.0, "quarterly": 92.0, "yearly": 366.0}


class Limits(NamedTuple):
    """How much is corrupted.

    Args:
        rows: columns are corrupted in so many rows at most, evenly spread over all. Rows that come twice or are gone
            are so among all rows.
        columns: so many columns are corrupted, besides the outcome, the keys and the times.
    """

    rows: int = 50_000
    columns: int = 100


LIMITS = Limits()


class Ground(NamedTuple):
    """Clean rows."""

    frame: "pl.DataFrame"
    columns: tuple[Column, ...]
    rows: Rows
    # For each column, the others that it goes with, the closest first.
    ties: dict[str, list[tuple[str, float]]]
    # Those that say who a person is, or what somebody is like: of their values, nothing is shown.
    of_persons: frozenset[str]
    # How many columns the spec names, of which `columns` may be a part.
    named: int

    @property
    def is_sampled(self) -> bool:
        """Whether columns are corrupted in a part of the rows."""
        return self.frame.height < self.rows.height

    def places(self) -> list[Place]:
        """Each column among the others, with the next one of its type and nature."""
        return [Place(self.frame, one, self._neighbour(index)) for index, one in enumerate(self.columns)]

    def _neighbour(self, index: int) -> str | None:
        one = self.columns[index]
        alike = (o for o in self.columns[index + 1 :] if (o.values.dtype, o.nature) == (one.values.dtype, one.nature))
        return next((other.name for other in alike), None)


def ground_of(spec: "Spec", rows: "pl.LazyFrame", limits: Limits = LIMITS) -> "Ground":
    """Read what is corrupted.

    Args:
        spec: says which columns are looked at: all that it names, but for those that leak.
        rows: all rows, as their source stores them.
        limits: how much is corrupted.
    """
    import polars as pl

    count = int(rows.select(pl.len()).collect().item())
    step = max(1, -(-count // limits.rows))
    frame = _plain(rows.gather_every(step).collect(engine="streaming") if step > 1 else rows.collect())
    named = [name for name in frame.columns if name in _named(spec)]
    chosen = _spread(named, {spec.data.target, *spec.data.keys, spec.data.time, spec.split.column}, limits.columns)
    found = ties(frame.select(exactly(*chosen)))
    columns = tuple(_column(spec, frame[name], found[name]) for name in chosen)
    times = [one.name for one in columns if one.nature == "time"]
    declared = [one for one in (spec.data.time, spec.split.column) if one in times]
    period = _PERIODS.get(spec.data.cadence or "", 1.0)
    everything = Rows(rows, count, tuple(frame.columns), spec.data.keys, next(iter(declared), None), period)
    return Ground(frame, columns, everything, found, _of_persons(spec), len(named))


def _named(spec: "Spec") -> set[str]:
    return {name for key, names in spec.columns.items() if key != "data.leaking" for name in names}


def _of_persons(spec: "Spec") -> frozenset[str]:
    return frozenset({*spec.data.personal, *spec.data.protected, *spec.data.quasi_identifiers})


def _spread(names: list[str], always: set[str | None], most: int) -> list[str]:
    """All columns, or of many those that must be there and as many others, evenly spread."""
    if len(names) <= most:
        return names
    others = [name for name in names if name not in always]
    step = -(-len(others) // most)
    return [name for name in names if name in always or name in others[::step]]


def _plain(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Categories of a frame as the text that they are: another text can then take their place."""
    import polars as pl

    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String), pl.col(pl.Enum).cast(pl.String))


def _column(spec: "Spec", values: "pl.Series", tied: list[tuple[str, float]]) -> Column:
    name = values.name
    return Column(
        name,
        values.alias(UNNAMED),
        _nature(spec, name, values.alias(UNNAMED)),
        is_target=name == spec.data.target,
        is_feature=name in spec.features.names,
        is_tied=bool(tied),
    )


def _nature(spec: "Spec", name: str, values: "pl.Series") -> Nature:
    import polars as pl

    dtype = values.dtype
    if name in spec.data.keys:
        return "key"
    if is_time(values):
        return "time"
    is_class = name == spec.data.target and spec.model.task != "regression"
    if name in spec.features.categorical or is_class or dtype == pl.Boolean:
        return "category"
    if dtype.is_numeric():
        is_number = name in spec.features.numeric or name == spec.data.target or not dtype.is_integer()
        return "number" if is_number or values.n_unique() > _CODES else "category"
    if dtype == pl.String:
        return "category" if values.n_unique() <= min(_CATEGORIES, values.len() // 2) else "text"
    return "other"
