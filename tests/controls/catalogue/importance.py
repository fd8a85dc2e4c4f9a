"""What goes wrong with features that nobody looks at any more."""

import pandas as pd

from tests.controls.edits import all_of, in_rows, in_spec
from tests.controls.sabotage import Sabotage


def _misjoined(rows: pd.DataFrame) -> pd.DataFrame:
    """Payments and bills are those of other customers."""
    columns = [name for name in rows.columns if name.startswith(("BILL_AMT", "PAY_AMT"))]
    return rows.assign(**{name: rows[name].sample(frac=1, random_state=0).to_numpy() for name in columns})


SABOTAGES = (
    Sabotage(
        "Columns are joined without keys",
        "The rows of two tables were put side by side, and one of them was in another order.",
        "features-earn-their-keep",
        all_of(
            in_spec(("[promises.quality]", "[promises.importance]\nworth = 0.005\nidle = 0.3\n\n[promises.quality]")),
            in_rows(_misjoined),
        ),
        themes=("importance",),
    ),
    Sabotage(
        "A column is bought that nobody needs",
        "It was tried once, and the invoice has come every month since.",
        "features-worth-their-cost",
        in_spec(("[promises.quality]", "[promises.importance]\ncosts = { PAY_AMT5 = 0.02 }\n\n[promises.quality]")),
        themes=("importance",),
    ),
)
