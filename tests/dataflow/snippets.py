"""Code as people write it in notebooks, with the findings that it deserves marked in it.

A line that ends with `#! CHECK` must be found by that check, and no other line by any check of the family. Imports that
every notebook has stand before each snippet, and are not repeated in it.
"""

import json
import re
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from modelwright.checks import load
from modelwright.repo import Repo
from modelwright.sources import Code, opened

FAMILY = (
    "leak-fit-before-split",
    "leak-group",
    "leak-resample-before-split",
    "leak-target-feature",
    "leak-test-reuse",
    "leak-time-order",
    "metric-on-training-rows",
)
IMPORTS = """
import numpy as np, pandas as pd, polars as pl, xgboost as xgb, lightgbm as lgb, torch, matplotlib.pyplot as plt
from sklearn.model_selection import *
from sklearn.preprocessing import *
from sklearn.linear_model import *
from sklearn.ensemble import *
from sklearn.metrics import *
from sklearn.pipeline import make_pipeline, Pipeline
"""
_MARK = re.compile(r"#! (?P<checks>[\w, -]+)$")

IDIOMS = Path(__file__).with_name("idioms")
_IDIOM = re.compile(
    r"^## (?P<kind>Leaky|Clean): (?P<title>[^\n]+)\n\n```python\n(?P<code>.*?)\n```$", re.MULTILINE | re.DOTALL
)


class Idiom(NamedTuple):
    """A way in which people write something.

    Args:
        check: whose idiom it is.
        leaky: whether it deserves a finding.
    """

    check: str
    leaky: bool
    title: str
    code: str

    def __str__(self) -> str:
        return f"{self.check}: {self.title}"


def idioms() -> list[Idiom]:
    """All of them."""
    return [
        Idiom(path.stem, found["kind"] == "Leaky", found["title"], found["code"])
        for path in sorted(IDIOMS.glob("*.md"))
        for found in _IDIOM.finditer(path.read_text(encoding="utf-8"))
    ]


def marked(snippet: str) -> set[tuple[int, str]]:
    """The lines and checks that are marked."""
    lines = enumerate(dedent(snippet).strip().split("\n"), start=1)
    return {(n, check) for n, line in lines if (mark := _MARK.search(line)) for check in mark["checks"].split(", ")}


def found(folder: Path, snippet: str, *, spec: str = "", name: str = "explore.py") -> set[tuple[int, str]]:
    """What the checks of the family find: lines of the snippet, and checks."""
    repo = Repo(folder)
    if spec:
        (folder / "model.toml").write_text(spec, encoding="utf-8")
    source = IMPORTS.strip() + "\n" + dedent(snippet).strip() + "\n"
    (folder / name).write_text(source, encoding="utf-8")
    shift = IMPORTS.strip().count("\n") + 1
    code = Code(repo, name)
    result = set()
    for check_id in FAMILY:
        check = load(check_id)
        if any(word in source for word in check.mentions):
            result |= {(one.line - shift, check_id) for one in check.run(code)}
    return result


def notebook(folder: Path, cells: list[str]) -> Code:
    """The code of a notebook with these cells."""
    listed = [{"cell_type": "code", "source": dedent(cell).strip(), "outputs": [], "metadata": {}} for cell in cells]
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": listed}
    (folder / "explore.ipynb").write_text(json.dumps(document), encoding="utf-8")
    code = opened(Repo(folder), "explore.ipynb")[-1]
    assert isinstance(code, Code)
    return code
