"""Rows and specs that the tests of splits share."""

import numpy as np
import pandas as pd

from modelwright.spec import Spec
from tests.specs import spec

KEYED = spec(data={"keys": ("id",)})
STRATIFIED = spec(data={"keys": ("id",)}, split={"stratify": "y"})
TIMED = spec(data={"keys": ("id",)}, split={"strategy": "time", "column": "day"})
GAPPED = spec(data={"keys": ("id",)}, split={"strategy": "time", "column": "day", "gap": 1})
GROUPED = spec(data={"keys": ("id",)}, split={"group": "customer"})
BOTH = spec(data={"keys": ("id",)}, split={"group": "customer", "stratify": "region"})
SPECS: dict[str, Spec] = {
    "random": KEYED,
    "stratified": STRATIFIED,
    "time": TIMED,
    "time with a gap": GAPPED,
    "groups": GROUPED,
    "groups and strata": BOTH,
}


def rows(count: int, *, start: int = 0) -> pd.DataFrame:
    """Rows that are the same for the same id: an unbalanced target, days, and customers that each have a region."""
    ids = np.arange(start, start + count)
    draw = np.array([np.random.default_rng(one).random(4) for one in ids])
    customer = (draw[:, 0] * 60).astype(int)
    return pd.DataFrame(
        {
            "id": ids,
            "a": draw[:, 1],
            "b": draw[:, 2],
            "c": np.where(draw[:, 1] > 0.5, "x", "y"),
            "customer": np.char.add("c", customer.astype(str)),
            "region": np.where(customer % 3 == 0, "north", "south"),
            "day": pd.Timestamp("2024-01-01") + pd.to_timedelta((draw[:, 3] * 50).astype(int), unit="D"),
            "y": (draw[:, 2] > 0.9).astype(int),
        }
    )
