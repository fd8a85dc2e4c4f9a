"""Read the loans."""

import os
from pathlib import Path

import pandas as pd

DATA = Path(__file__).parents[2] / "data"
RATES = "https://example.com/home/rates/latest.csv"


def load():
    loans = pd.read_parquet(DATA / "loans.parquet")
    rates = pd.read_csv(RATES)
    history = pd.read_csv(os.environ["HISTORY_PATH"])
    return loans, rates, history, pd.read_csv(DATA / "branches.csv")
