"""Rows in memory: a frame of pandas."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

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
        """The same rows as polars holds them."""
        import polars as pl

        return pl.from_pandas(self.frame).lazy()

    def statistics(self) -> "Content":
        """Which rows they are, from one pass over the frame."""
        import polars as pl

        from modelwright.engines.frame_statistics import polars_statistics

        return polars_statistics(pl.from_pandas(self.frame).lazy())

    @contextmanager
    def batch(self) -> Iterator[Any]:
        """The frame as a batch of Great Expectations."""
        from modelwright.engines.context import great_expectations

        great_expectations()
        from great_expectations.execution_engine.pandas_batch_data import PandasBatchData

        from modelwright.engines.batches import Batch
        from modelwright.engines.pandas_engine import TypedPandasEngine

        frame = without_zones(self.frame)
        kinds = {name: self._types.get(str(name), _named(frame[name].dtype)) for name in frame.columns}
        engine = TypedPandasEngine(kinds)
        yield Batch(engine, PandasBatchData(execution_engine=engine, dataframe=frame))


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

    zoned = [name for name in frame.columns if isinstance(frame[name].dtype, pd.DatetimeTZDtype)]
    changed = {name: frame[name].dt.tz_convert("UTC").dt.tz_localize(None) for name in zoned}
    return frame.assign(**changed) if changed else frame
