"""What goes wrong for one group of people."""

import pandas as pd

from tests.controls.edits import in_rows
from tests.controls.sabotage import MEASURED, Sabotage


def _no_arrears_of_women(rows: pd.DataFrame) -> pd.DataFrame:
    arrears = [name for name in rows if str(name).startswith("PAY_") and "AMT" not in str(name)]
    rows.loc[rows["SEX"] == 2, arrears] = 0  # the code of the data for women
    return rows


SABOTAGES = (
    Sabotage(
        "One group is harmed",
        "After training, a source that serves one group more than the other stops to send arrears, and nobody is told.",
        "fairness-equal-opportunity",
        in_rows(_no_arrears_of_women),
        MEASURED,
        themes=("fairness",),
    ),
)
