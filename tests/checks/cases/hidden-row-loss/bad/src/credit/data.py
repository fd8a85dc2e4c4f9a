"""Where the rows come from, and where they go."""

import pandas as pd


def load(loans_path, customers_path):
    loans = pd.read_parquet(loans_path)
    customers = pd.read_parquet(customers_path)
    loans = loans[loans["amount"] > 0]  # finding: a filter loses rows of loans, and nothing counts them
    frame = loans.merge(customers, on="customer")  # finding: an inner join loses rows of loans, and nothing counts them
    return frame.rename(columns=str.lower)


def predict(model, rows):
    rows = rows.dropna()  # finding: dropna() loses rows of rows, and nothing counts them
    return model.predict(rows)
