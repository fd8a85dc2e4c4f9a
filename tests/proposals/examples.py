"""The three data sets that are shipped, their specs, and rows held against what is proposed."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import polars as pl

from modelwright.expectations import fast
from modelwright.expectations.suite import Expectation, Suite
from modelwright.expectations.verdict import Verdict
from modelwright.proposals.proposed import proposed
from modelwright.spec import Spec
from tests.repos import ROOT
from tests.specs import regression, spec

# What is proposed of the file as a whole, and says nothing of a part of it: how many rows there are.
OF_THE_WHOLE = "expect_table_row_count_to_be_between"


def bike() -> Spec:
    """Hours, in order of their days."""
    names = ["hr", "temp", "atemp", "hum", "windspeed", "yr", "mnth"]
    codes = ["season", "weekday", "holiday", "workingday", "weathersit"]
    found = regression()
    data: dict[str, object] = {"target": "cnt", "keys": ["instant"], "leaking": ["casual", "registered"]}
    return spec(
        model={"task": "regression"},
        data={**data, "positive": None},
        features={"numeric": names, "categorical": codes},
        split={"strategy": "time", "column": "dteday"},
        promises={"headline": found.promises.headline, "quality": {"r2": {"at_least": 0.5}}},
    )


def credit() -> Spec:
    """Customers, in no order."""
    months = ["PAY_0", *(f"PAY_{at}" for at in range(2, 7))]
    amounts = [f"{kind}_AMT{at}" for kind in ("BILL", "PAY") for at in range(1, 7)]
    return spec(
        data={"target": "default.payment.next.month", "keys": ["ID"], "protected": ["SEX", "AGE", "MARRIAGE"]},
        features={"numeric": ["LIMIT_BAL", *months, *amounts], "categorical": ["EDUCATION"]},
    )


def bean() -> Spec:
    """Beans, in the order of their varieties."""
    return spec(
        model={"task": "multiclass"},
        data={"target": "Class", "positive": None},
        features={"numeric": [name for name in rows("dry_bean").columns if name != "Class"], "categorical": []},
        promises={"headline": "log_loss", "quality": {"log_loss": {"at_most": 1.0}}},
    )


@cache
def rows(name: str) -> pl.DataFrame:
    """A data set that is shipped."""
    return pl.read_parquet(ROOT / "template" / "data" / f"{name}.parquet")


@cache
def whole(name: str) -> tuple[Expectation, ...]:
    """What is proposed of all its rows."""
    specs = {"bike_sharing_hourly": bike, "credit_default": credit, "dry_bean": bean}
    return tuple(propose(specs[name](), rows(name)))


def propose(of: Spec, frame: pl.DataFrame) -> list[Expectation]:
    """What is proposed of rows."""
    return proposed(of, frame, rows=frame.height)


class Broken(NamedTuple):
    """An expectation that rows break, and how."""

    expectation: Expectation
    verdict: Verdict

    def __repr__(self) -> str:
        one = self.expectation
        shown = {key: value for key, value in one.kwargs.items() if key != "type_list"}
        return f"{one.severity} {one.type} {shown} ({one.reason}): {self.verdict.unexpected} of {self.verdict.rows}"


def alarms(expectations: Sequence[Expectation], frame: pl.DataFrame) -> list[Broken]:
    """What rows break at the level of a warning or above, but for what is of the whole file."""
    wanted = [one for one in expectations if one.severity != "info" and one.type != OF_THE_WHOLE]
    verdicts = fast.run(Suite("held", tuple(wanted)), frame.lazy())
    return [Broken(*both) for both in zip(wanted, verdicts, strict=True) if not both[1].met]


def kinds(expectations: Sequence[Expectation], column: str) -> set[str]:
    """The types that are proposed of a column, without their first word."""
    return {one.type.removeprefix("expect_") for one in expectations if column in one.columns}


def only(expectations: Sequence[Expectation], kind: str, column: str | None = None) -> Expectation:
    """The one expectation of a type, and of a column."""
    found = [one for one in expectations if one.type == f"expect_{kind}" and column in {None, *one.columns}]
    assert len(found) == 1, found
    return found[0]
