"""What the stages of a model repo import: a process that has it forks into others that need not wait for it."""

import matplotlib.figure
import pandas as pd
import polars as pl
import sklearn.ensemble
import sklearn.inspection
import sklearn.linear_model
import sklearn.model_selection
import skops.io

import modelwright.evaluation.evaluate
import modelwright.run
import modelwright.training

__all__ = ["matplotlib", "modelwright", "pd", "pl", "sklearn", "skops"]
