"""Rows in memory: a frame of pandas."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from modelwright.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from modelwright.engines.parts import Parts
    from modelwright.evidence import Content


class _Date:
    """A type of dates as Great Expectations compares it: with the classes that it knows the names of."""

    type = dt.date

    def __eq__(self, other: object) -> bool:
        return other is dt.date

    def __hash__(self) -> int:
        return hash(dt.date)


DATE = _Date()


class FrameSource:
    """A frame of pandas.

    Args:
        frame: the rows.
        types: the types of columns that pandas cannot hold beside missing values, by name.
    """

    engine = "pandas"

    def __init__(self, frame: "pd.DataFrame", types: "Mapping[str, Any] | None" = None) -> None:
        self.frame = frame
        self._types = types or {}

    def scan(self) -> "pl.LazyFrame | None":
        """The same rows as polars holds them; None where it would hold others.

        Two columns of one name, names that are not text, and columns of objects, categories, periods or complex numbers
        mean something to pandas that polars has no like of: there, Great Expectations looks at the frame itself.
        """
        made = self._made
        return None if made is None else made.lazy()

    @cached_property
    def _made(self) -> "pl.DataFrame | None":
        return _in_polars(self.frame) if self.is_plain() else None

    def is_plain(self) -> bool:
        """Whether polars has a name and a type for each column."""
        names = [*self.frame.columns]
        has_names = all(isinstance(one, str) for one in names) and len({*names}) == len(names)
        return has_names and all(_is_plain(kind) for kind in self.frame.dtypes)

    def rows(self) -> "pl.LazyFrame | None":
        """The rows for what reads every value: as `scan`, and else with what polars does not have as text."""
        plain = self.scan()
        return _as_told(self.frame).lazy() if plain is None else plain

    def parts(self) -> "AbstractContextManager[Parts]":
        """The rows in parts, in their order."""
        from modelwright.engines.parts import lazy_parts

        rows = self.rows()
        assert rows is not None  # noqa: S101 - a frame has rows
        return lazy_parts(rows, "the frame")

    def statistics(self) -> "Content":
        """Which rows they are, from one pass over the frame."""
        from modelwright.engines.frame_statistics import polars_statistics

        rows = self.rows()
        assert rows is not None  # noqa: S101 - a frame has rows
        return polars_statistics(rows)

    @contextmanager
    def batch(self) -> Iterator[Any]:
        """The frame as a batch of Great Expectations."""
        from modelwright.engines.context import great_expectations

        great_expectations()
        from great_expectations.execution_engine.pandas_batch_data import PandasBatchData

        from modelwright.engines.batches import Batch
        from modelwright.engines.pandas_engine import TypedPandasEngine

        frame = without_zones(self.frame)
        columns = zip(frame.columns, frame.dtypes, strict=True)
        kinds = {name: self._types.get(str(name), _named(kind)) for name, kind in columns}
        engine = TypedPandasEngine(kinds)
        yield Batch(engine, PandasBatchData(execution_engine=engine, dataframe=frame))


# Whole numbers, floats, truths and days: the kinds of numpy that mean the same to polars.
_PLAIN = frozenset("iufbM")


def _is_plain(kind: Any) -> bool:
    import pandas as pd

    return isinstance(kind, pd.StringDtype | pd.DatetimeTZDtype) or kind.kind in _PLAIN


def _in_polars(frame: "pd.DataFrame") -> "pl.DataFrame | None":
    """The frame as polars holds it; None where it does not, as for text that no UTF-8 can write."""
    import polars as pl
    import pyarrow as pa

    try:
        return pl.from_pandas(frame)
    except (pl.exceptions.PolarsError, pa.ArrowException, TypeError, ValueError):
        return None


def _as_told(frame: "pd.DataFrame") -> "pl.DataFrame":
    """Every column under a name of its own, and as text where polars does not have its type."""
    import polars as pl

    columns: dict[str, pl.Series] = {}
    for at, given in enumerate(frame.columns):
        name = str(given)
        while name in columns:
            name = f"{name}.{at}"
        one = frame.iloc[:, [at]].set_axis(["a"], axis=1)
        whole = _in_polars(one)
        if whole is None or isinstance(whole.dtypes[0], pl.Object | pl.BaseExtension):
            values = one["a"]
            text = values.astype(object).where(values.notna(), None)
            columns[name] = pl.Series(name, [_told(value, name) for value in text], dtype=pl.String)
        else:
            columns[name] = whole.to_series().rename(name)
    return pl.DataFrame(columns)


def _told(value: Any, name: str) -> str | None:
    if value is None:
        return None
    kind: Any = type(value)
    if kind.__repr__ is object.__repr__ and kind.__str__ is object.__str__:  # their text is where they lie in memory
        raise InputError(f"column {name!r}", f"holds {kind.__name__} objects, which have no text to compare")
    return str(value).encode(errors="replace").decode()


def _named(kind: Any) -> Any:
    """A type that Great Expectations has a name for: it has none for the text of pandas 3."""
    import numpy as np
    import pandas as pd

    if isinstance(kind, pd.CategoricalDtype):
        kind = kind.categories.dtype
    return np.dtype(str) if isinstance(kind, pd.StringDtype) else kind


def without_zones(frame: "pd.DataFrame") -> "pd.DataFrame":
    """A frame whose times are those of UTC: those of a suite have no zone, and pandas compares no others with them."""
    import pandas as pd

    zoned = [at for at, kind in enumerate(frame.dtypes) if isinstance(kind, pd.DatetimeTZDtype)]
    if not zoned:
        return frame
    plain = frame.copy(deep=False)
    for at in zoned:  # by place: two may have one name
        plain.isetitem(at, frame.iloc[:, at].dt.tz_convert("UTC").dt.tz_localize(None))
    return plain
