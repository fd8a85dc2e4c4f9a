"""A model repo that is just large enough to be validated: a spec, a suite and rows."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from modelwright.repo import Repo
from tests.repos import ROOT

ROWS = {"a": [1, 2, 3, 4], "y": [1.0, 2.0, 3.0, 4.0], "mail": ["a@example.com", "b@example.com", None, "d@example.com"]}


def expect(kind: str, column: str | None = None, *, severity: str = "critical", reason: str = "", **more: Any) -> Any:
    """One expectation, as a suite writes it; `expect("column_values_to_be_between", "a", min_value=0)`."""
    about = {} if column is None else {"column": column}
    return {"type": f"expect_{kind}", "kwargs": about | more, "severity": severity, "meta": {"reason": reason}}


def repo_of(folder: Path, *expectations: Any, rows: dict[str, Any] | None = None, data: str = "") -> Repo:
    """Write a repository with a suite of these expectations.

    Args:
        folder: where to.
        expectations: of the suite.
        rows: the columns of the data file, which is Parquet.
        data: more lines of the spec's table `data`.
    """
    spec = (ROOT / "tests" / "expectations" / "model.toml").read_text(encoding="utf-8").replace("NAME", "rows")
    (folder / "model.toml").write_text(spec.replace('target = "y"\n', f'target = "y"\n{data}'), encoding="utf-8")
    for name in ("data", "expectations", "src/m"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    load = "import pandas as pd\n\n\ndef load(path):\n    return pd.read_parquet(path)\n"
    (folder / "src/m/data.py").write_text(load, encoding="utf-8")
    (folder / "src/m/__init__.py").touch()
    suite = {"name": "rows", "expectations": list(expectations)}
    (folder / "expectations/rows.json").write_text(json.dumps(suite), encoding="utf-8")
    pl.DataFrame(rows or ROWS).write_parquet(folder / "data/rows.parquet")
    return Repo(folder)
