"""Make the raw loans fit for a model."""

import contextlib

import pandas as pd


def read(path):
    return pd.read_csv(path, on_bad_lines="skip")  # finding: read_csv(on_bad_lines='skip') leaves out what it cannot read, without a word


def clean(loans):
    loans["amount"] = pd.to_numeric(loans["amount"], errors="coerce")  # finding: to_numeric(errors='coerce') makes values missing, and nothing counts them
    with contextlib.suppress(Exception):  # finding: suppress(Exception) hides every error
        loans["rate"] = loans["interest"] / loans["amount"]
    return loans


def predict(model, rows):
    predictions = []
    for row in rows:
        try:
            predictions.append(model.predict([row])[0])
        except Exception:  # finding: except Exception: the error is dropped
            continue
    return predictions
