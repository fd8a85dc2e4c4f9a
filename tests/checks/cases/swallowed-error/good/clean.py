"""Make the raw loans fit for a model."""

import logging

import pandas as pd

logger = logging.getLogger(__name__)


def read(path):
    return pd.read_csv(path, on_bad_lines="error")


def clean(loans):
    amount = pd.to_numeric(loans["amount"], errors="coerce")
    logger.info("%d amounts are no numbers", (amount.isna() & loans["amount"].notna()).sum())
    try:
        interest = loans["interest"]
    except KeyError:
        interest = 0
    return loans.assign(amount=amount, rate=interest / amount)


def predict(model, rows):
    predictions = []
    for number, row in enumerate(rows):
        try:
            predictions.append(model.predict([row])[0])
        except Exception:
            logger.exception("row %d cannot be predicted", number)
            raise
    return predictions
