"""Files for tests, written into a folder and opened as checks get them."""

import json
from pathlib import Path
from typing import Any

from modelwright.repo import Repo
from modelwright.sources import Code, File, Notebook, Toml, Yaml


def write(folder: Path, path: str, content: str | bytes) -> Repo:
    """A repository that holds this file."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return Repo(folder)


def file(folder: Path, content: str | bytes, path: str = "notes.txt") -> File:
    return File(write(folder, path, content), path)


def code(folder: Path, content: str | bytes, path: str = "train.py") -> Code:
    return Code(write(folder, path, content), path)


def toml(folder: Path, content: str | bytes) -> Toml:
    return Toml(write(folder, "a.toml", content), "a.toml")


def yaml(folder: Path, content: str | bytes) -> Yaml:
    return Yaml(write(folder, "a.yaml", content), "a.yaml")


def document(*cells: str | tuple[str, str], **metadata: Any) -> dict[str, Any]:
    """A notebook of code cells; `("markdown", text)` is a cell of another kind."""
    kinds = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
    return {
        "cells": [
            {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
            | ({"outputs": [], "execution_count": None} if kind == "code" else {})
            for kind, text in kinds
        ],
        "metadata": metadata,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def notebook(folder: Path, content: Any, *, indent: int | None = 1) -> Notebook:
    text = content if isinstance(content, str | bytes) else json.dumps(content, indent=indent)
    return Notebook(write(folder, "a.ipynb", text), "a.ipynb")


def code_of(found: Notebook) -> Code:
    return Code(found.repo, found.path, found)
