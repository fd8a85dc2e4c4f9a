"""Whether the expectations stop rows before the model sees them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from modelwright.errors import InputError
from modelwright.evaluation.ground import Ground
from modelwright.expectations.columns import columns_of
from modelwright.expectations.parameters import asks_for_parameters
from modelwright.expectations.suite import Expectation, Suite, read_suite

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


def guards(ground: Ground, rows: "pd.DataFrame") -> list[Expectation] | None:
    """The critical expectations about columns that clean rows meet; None where there is no suite.

    One that these rows break, such as one about a column that only the source has, notices nothing.

    Args:
        ground: whose suite.
        rows: clean rows, with every column.
    """
    path = ground.repo.suite_path
    try:
        suite = read_suite(path, ground.repo.shown(ground.spec.data.expectations))
    except InputError:
        return None
    asked = [one for one in suite.expectations if one.severity == "critical" and not asks_for_parameters(one.kwargs)]
    return _met(
        [one for one in asked if one.columns and not one.type.startswith("expect_table_")], rows, unknown_is=False
    )


def notices(asked: Sequence[Expectation], rows: "pd.DataFrame", column: str) -> bool:
    """Whether one of the expectations about a column is broken by rows.

    Args:
        asked: as `guards` gives them.
        rows: broken rows, with every column.
        column: the one that is broken.
    """
    about = [one for one in asked if column in columns_of(one)]
    return len(_met(about, rows, unknown_is=True)) < len(about)


def _met(asked: Sequence[Expectation], rows: "pd.DataFrame", *, unknown_is: bool) -> list[Expectation]:
    """Those that rows meet, by the fast path; what it does not know counts as it is said."""
    from modelwright.engines.frames import FrameSource
    from modelwright.expectations import fast

    there = {*rows.columns}
    wanted = sorted({column for one in asked for column in columns_of(one)} & there)
    scanned = FrameSource(_as_stored(rows[wanted])).scan() if wanted else None
    if scanned is None:
        return [*asked] if unknown_is else []
    known = [one for one in asked if columns_of(one) <= there and _is_known(one, scanned)]
    verdicts = fast.run(Suite("guards", tuple(known)), scanned) if known else []
    broken = {id(one) for one, verdict in zip(known, verdicts, strict=True) if not verdict.met}
    fine = {id(one) for one in known} if not unknown_is else {id(one) for one in asked}
    return [one for one in asked if id(one) in fine - broken]


def _as_stored(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Whole numbers as such, also beside missing ones: a file keeps the type that pandas gives up."""
    import numpy as np

    whole: dict[str, pd.Series[Any]] = {}
    for column, values in rows.items():
        if values.dtype.kind == "f":
            there = values.dropna()
            if len(there) and np.equal(np.mod(there, 1), 0).all():
                whole[str(column)] = values.astype("Int64")
    return rows.assign(**whole)


def _is_known(one: Expectation, rows: "pl.LazyFrame") -> bool:
    from modelwright.expectations import fast

    return not fast.unknown(Suite("guard", (one,)), rows)
