"""A file is opened as what its name says, and a file without a suffix as what its first line says."""

import os
from pathlib import Path

import pytest

from modelwright.repo import Repo
from modelwright.sources import opened
from modelwright.sources.opening import read
from modelwright.sources.remembered import Unreadable
from tests.sources.files import write


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("a.py", ["Code"]),
        ("a.PY", ["Code"]),
        ("a.pyi", ["Code"]),
        ("a.ipynb", ["Notebook", "Code"]),
        ("a.toml", ["Toml"]),
        ("b/.pre-commit-config.yaml", ["Yaml"]),
        ("a.yml", ["Yaml"]),
        ("README.md", ["Markdown"]),
        ("a.b.csv", ["Table"]),
        ("a.csv.gz", ["Table"]),
        ("a.parquet", ["Table"]),
        ("a.gz", ["File"]),
        ("Makefile", ["File"]),
        (".py", ["File"]),
        ("a.py.txt", ["File"]),
    ],
)
def test_the_suffix_says_what_a_file_is(path: str, kinds: list[str], tmp_path: Path) -> None:
    assert [type(one).__name__ for one in opened(write(tmp_path, path, ""), path)] == kinds


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("#!/usr/bin/env python3\n", "Code"),
        ("#!/usr/bin/python -u\r\n", "Code"),
        ("#!/bin/sh\n", "File"),
        ("import python\n", "File"),
        ("", "File"),
    ],
)
def test_the_first_line_says_what_a_script_is(first: str, kind: str, tmp_path: Path) -> None:
    [found] = opened(write(tmp_path, "run", first), "run")

    assert type(found).__name__ == kind


def test_opening_reads_nothing(tmp_path: Path) -> None:
    assert [type(one).__name__ for one in opened(Repo(tmp_path), "gone.py")] == ["Code"]
    assert [type(one).__name__ for one in opened(Repo(tmp_path), "gone")] == ["File"]


@pytest.mark.parametrize("path", ["a.py", "a.ipynb", "a.toml", "a.yaml", "a.md", "a"])
@pytest.mark.parametrize("what", ["missing", "folder", "no permission"])
def test_what_cannot_be_read_says_so(path: str, what: str, tmp_path: Path) -> None:
    if what == "folder":
        (tmp_path / path).mkdir()
    elif what == "no permission":
        write(tmp_path, path, "x")
        (tmp_path / path).chmod(0)
        if os.access(tmp_path / path, os.R_OK):
            pytest.skip("this user may read everything")
    for source in opened(Repo(tmp_path), path):
        with pytest.raises(Unreadable):
            read(source)
