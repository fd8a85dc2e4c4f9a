"""Read the loans."""

import pandas as pd

SOURCE = "/home/jane/credit/loans.parquet"  # finding: '/home/***/credit/loans.parquet' is a place on one machine
BRANCHES = r"C:\Users\Jane Doe\branches.csv"  # finding: 'C:\Users\***\branches.csv' is a place on one machine
RATES = "https://example.com/home/rates/latest.csv"


def load():
    loans = pd.read_parquet(SOURCE)
    rates = pd.read_csv(RATES)
    history = pd.read_csv("/content/drive/MyDrive/history.csv")  # finding: '/content/drive/MyDrive/history.csv' is a place on one machine
    return loans, rates, history, pd.read_csv(BRANCHES)
