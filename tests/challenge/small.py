"""Small rows with a column of each nature, and what a spec says of them."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from modelwright.expectations.suite import Expectation, Suite
from modelwright.spec import Spec
from tests.specs import spec

ROWS = 400


def small_spec(**data: object) -> Spec:
    """Of `small_rows`: a and b are numbers, c is a category, y is the outcome, name is personal."""
    return spec(
        data={"keys": ["id"], "time": "day", "personal": ["name"], "cadence": "daily", **data},
        features={"numeric": ["a", "b"], "categorical": ["c"]},
    )


def small_rows(rows: int = ROWS) -> pl.DataFrame:
    """Rows whose columns go with each other, so that something is lost when values change rows."""
    import numpy as np

    rng = np.random.default_rng(1)
    a = rng.normal(50, 10, rows)
    return pl.DataFrame(
        {
            "id": range(rows),
            "day": [date(2024, 1, 1) + timedelta(days=one // 4) for one in range(rows)],
            "a": a,
            "b": (2 * a + rng.normal(0, 5, rows)).round().astype(int),
            "c": ["Low" if one < 45 else "Mid" if one < 55 else "High" for one in a],
            "y": (a + rng.normal(0, 5, rows) > 55).astype(int),
            "name": [f"Person {one} Example" for one in range(rows)],
        }
    )


def expect(kind: str, /, severity: Any = "critical", **kwargs: Any) -> Expectation:
    """An expectation, without its first word."""
    return Expectation(f"expect_{kind}", kwargs, severity=severity)


def suite(*expectations: Expectation) -> Suite:
    return Suite("small", expectations)
