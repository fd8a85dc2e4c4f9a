"""Small edits of a model repo, by which something goes wrong."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from tests.repos import replace

Edit = Callable[[Path], None]


def package(repo: Path) -> Path:
    """The folder of the team's package."""
    [found] = [one.parent for one in repo.glob("src/*/train.py")]
    return found


def in_code(module: str, *pairs: tuple[str, str]) -> Edit:
    """Replace texts in a module of the package, such as `train.py`."""

    def edit(repo: Path) -> None:
        for old, new in pairs:
            replace(package(repo) / module, old, new)

    return edit


def in_file(path: str, *pairs: tuple[str, str]) -> Edit:
    """Replace texts in a file of the repository."""

    def edit(repo: Path) -> None:
        for old, new in pairs:
            replace(repo / path, old, new)

    return edit


def write(path: str, text: str) -> Edit:
    """Write a file of the repository."""

    def edit(repo: Path) -> None:
        (repo / path).parent.mkdir(parents=True, exist_ok=True)
        (repo / path).write_text(text, encoding="utf-8")

    return edit


def in_rows(change: Callable[[pd.DataFrame], pd.DataFrame]) -> Edit:
    """Change the rows of the data file."""

    def edit(repo: Path) -> None:
        [path] = (repo / "data").glob("*.parquet")
        change(pd.read_parquet(path)).to_parquet(path, index=False)

    return edit


def in_spec(*pairs: tuple[str, str]) -> Edit:
    """Replace texts in the spec."""
    return in_file("model.toml", *pairs)


def all_of(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(repo: Path) -> None:
        for one in edits:
            one(repo)

    return edit


def fitted_as(wrapped: str, *imports: str) -> Edit:
    """Let `train.py` fit something else than `model`: an expression of `model`, `X`, `y`, `frame` and `spec`."""
    fit = "    model.set_params(**best.parameters).fit(X, y)\n"
    edits = [in_code("train.py", (fit, f"    model.set_params(**best.parameters)\n    {wrapped}\n"))]
    if imports:
        first = "from sklearn.base import clone"
        edits.append(in_code("train.py", (first, "\n".join([*imports, first]))))
    return all_of(*edits)


def estimator(expression: str, line: str, space: str = "{}") -> Edit:
    """Put another estimator in the place of the model's, with another space to search."""

    def edit(repo: Path) -> None:
        path = package(repo) / "model.py"
        text = path.read_text(encoding="utf-8")
        text, count = re.subn(r"    estimator = HistGradient\w+\(.*\)\n", f"    estimator = {expression}\n", text)
        assert count == 1
        text, count = re.subn(r"SEARCH_SPACE = \{.*?\n\}", f"SEARCH_SPACE = {space}", text, flags=re.DOTALL)
        assert count == 1
        path.write_text(text.replace("from sklearn.pipeline import", f"{line}\nfrom sklearn.pipeline import"), "utf-8")

    return edit


def changed_json(path: str, change: Callable[[Any], Any]) -> Edit:
    """Change what a JSON file holds."""
    import json

    def edit(repo: Path) -> None:
        text = (repo / path).read_text(encoding="utf-8")
        (repo / path).write_text(json.dumps(change(json.loads(text)), indent=2) + "\n", encoding="utf-8")

    return edit
