"""Where the rows come from, and where they go."""

import logging

import pandas as pd

logger = logging.getLogger(__name__)


def load(loans_path, customers_path):
    loans = pd.read_parquet(loans_path)
    customers = pd.read_parquet(customers_path)
    empty = loans["amount"] <= 0
    logger.info("%d of %d loans have no amount", empty.sum(), len(loans))
    loans = loans[~empty]
    frame = loans.merge(customers, on="customer", how="left", validate="many_to_one")
    return frame.rename(columns=str.lower)


def predict(model, rows):
    complete = rows.notna().all(axis="columns")
    predictions = pd.Series(float("nan"), index=rows.index)
    predictions[complete] = model.predict(rows[complete])
    logger.info("%d of %d rows cannot be predicted", (~complete).sum(), len(rows))
    return predictions


def mean_amount_by_branch(loans):
    return loans.dropna().groupby("branch")["amount"].mean()
