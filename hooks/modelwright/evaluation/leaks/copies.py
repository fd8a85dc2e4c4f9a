"""Rows that are there more than once: by a join that doubles them, by keys that repeat, by copies in the holdout."""

from pathlib import Path

from modelwright.data.hashing import hashed
from modelwright.evaluation.ground import Ground
from modelwright.evidence.leaks import Copies


def copies(ground: Ground) -> Copies:
    """Count the rows of the file and those that `load` makes of them, and look for repeated ones.

    Rows of the holdout are compared as `holdout-overlap` compares them with training: in features, protected columns
    and the target. Keys and times differ between copies.
    """
    import pandas as pd

    spec, frame = ground.spec, ground.frame
    columns = list(dict.fromkeys([*spec.features.names, *spec.data.protected, spec.data.target]))
    keys = list(spec.data.keys)
    return Copies(
        rows=len(frame),
        rows_in_file=rows_of(ground.repo.data_path),
        repeated_keys=int(frame.duplicated(keys).sum()) if keys else None,
        repeated_in_holdout=int(pd.Series(hashed(ground.holdout, columns)).duplicated().sum()),
    )


def rows_of(path: Path) -> int | None:
    """How many rows a file has; None where it is not there, or is of another kind than Parquet and CSV."""
    import polars as pl

    try:
        if path.suffix == ".parquet":
            return int(pl.scan_parquet(path).select(pl.len()).collect().item())
        if path.suffix == ".csv":
            return int(pl.scan_csv(path, infer_schema=False).select(pl.len()).collect().item())
    except (OSError, pl.exceptions.PolarsError):
        return None
    return None
