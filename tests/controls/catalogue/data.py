"""What goes wrong with the rows before a model sees them."""

from pathlib import Path

import pandas as pd

from tests.controls.edits import all_of, changed_json, in_rows, in_spec
from tests.controls.sabotage import DATA, JUDGED, MEASURED, MODEL, Sabotage


def _twins(rows: pd.DataFrame) -> pd.DataFrame:
    copies = rows.head(900).assign(ID=rows["ID"].max() + 1 + rows.head(900).index)
    return pd.concat([rows, copies])


def _keep_nothing_but_nulls(suite: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    kept = [one for one in suite["expectations"] if one["type"] == "expect_column_values_to_not_be_null"]
    return {**suite, "expectations": kept}


def _validate_that(repo: Path) -> None:
    from tests.controls.processes import run_verbs

    assert run_verbs(repo, "validate", "validate --challenge").codes == (0, 0)


SABOTAGES = (
    Sabotage(
        "Half of one feature is missing",
        "A join that lost its key, or a sensor that fell silent.",
        "expect_column_values_to_not_be_null",
        in_rows(lambda rows: rows.assign(hr=rows["hr"].where(rows.index % 2 == 0))),
        DATA,
        "regression",
        let_pass_elsewhere=True,
    ),
    Sabotage(
        "An amount comes in another unit",
        "The source turned from dollars to cents.",
        "expect_column_values_to_be_between",
        in_rows(lambda rows: rows.assign(LIMIT_BAL=rows["LIMIT_BAL"] * 100)),
        DATA,
        let_pass_elsewhere=True,
    ),
    Sabotage(
        "A column is renamed",
        "A tidy colleague at the source.",
        "expect_table_columns_to_match_set",
        in_rows(lambda rows: rows.rename(columns={"LIMIT_BAL": "limit_balance"})),
        DATA,
        let_pass_elsewhere=True,
    ),
    Sabotage(
        "A feature shifts within its range",
        "All limits were raised by half: each of them is possible, and their middle is not.",
        "expect_column_median_to_be_between",
        in_rows(lambda rows: rows.assign(LIMIT_BAL=(rows["LIMIT_BAL"] * 1.5).clip(upper=rows["LIMIT_BAL"].max()))),
        DATA,
        let_pass_elsewhere=True,
    ),
    Sabotage(
        "A column that is known after the outcome is a feature",
        "It explains the target so well.",
        "leak-target-feature",
        in_spec(('numeric = ["hr",', 'numeric = ["hr", "casual",')),
        DATA,
        "regression",
        let_pass_elsewhere=True,
    ),
    Sabotage(
        "A feature is computed from the target",
        "Arrears are booked once the customer has not paid.",
        "single-feature-leak",
        all_of(
            in_rows(
                lambda rows: rows.assign(arrears=rows["default.payment.next.month"] * 100 + rows["LIMIT_BAL"] / 1e6)
            ),
            in_spec(('    "LIMIT_BAL",\n', '    "LIMIT_BAL", "arrears",\n')),
        ),
        MODEL,
    ),
    Sabotage(
        "Rows are there twice, under other keys",
        "A file that was loaded two times.",
        "holdout-overlap",
        in_rows(_twins),
        MEASURED,
    ),
    Sabotage(
        "The suite is emptied until it is met",
        "An expectation was in the way of a release.",
        "data-challenge",
        all_of(changed_json("expectations/bike_sharing_hourly.json", _keep_nothing_but_nulls), _validate_that),
        JUDGED,
        "regression",
    ),
)
