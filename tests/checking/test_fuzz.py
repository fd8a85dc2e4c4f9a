"""Whatever lies in a repository, every check ends, none fails, and what cannot be read is a finding.

All checks of the library are run, so each new one is fuzzed from its first day.
"""

import ast
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modelwright.checking.formats import FORMATS
from modelwright.checking.runner import Outcome, run_checks
from modelwright.checks import check_ids
from modelwright.repo import Repo

SUFFIXES = (
    "",
    ".py",
    ".pyi",
    ".ipynb",
    ".toml",
    ".yaml",
    ".md",
    ".csv",
    ".tsv",
    ".jsonl",
    ".parquet",
    ".csv.gz",
    ".json",
)
# Names that checks look for, so that what they hold reaches them.
PLACES: tuple[str, ...] = (
    "model.toml",
    "pyproject.toml",
    ".pre-commit-config.yaml",
    ".copier-answers.yml",
    ".github/workflows/ci.yml",
)
PLACES += ("data/README.md", "reports/evaluation.json", "docs/decisions/0001-a.md", "expectations/rows.json")
# So many times as long as Python takes to read a hundred thousand bytes of code. Both are time of this process, so that
# neither a slow machine nor a busy one counts. Reading two megabytes of code takes 25 times as long; what grows with
# the square of the size takes 400 times as long.
LIMIT = 100

WORDS = st.sampled_from(
    [
        "import pickle, numpy as np\n", "train_test_split(X, y)", "model.fit(X_test)", "modelwright: allow[", "# ",
        "'''", "df = pd.read_csv('/home/someone/a.csv')\n", "except:\n    pass\n", "\\", "(", "[", "{", "}",
        "%matplotlib inline\n", "!pip install x\n", "0123456789" * 3, "jane@example.com", "192.0.2.7", "\t", "\r",
        "\x00", "\ufeff", "\u2028", "é", "[data]\n", "a.b = 1\n", "uses: ./.github/workflows/x.yml\n", "on: [push]\n",
        "- &a [*a]\n", "|", "# Title\n", "```\n",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=5), max_size=30).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "latin-1", "utf-8-sig", "utf-32"])
CONTENTS = st.binary(max_size=300) | st.builds(lambda text, code: text.encode(code, "replace"), TEXTS, ENCODINGS)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["cells", "source", "cell_type", "outputs", "metadata", "kernelspec"]), inner)
    ),
    max_leaves=8,
)
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", 3]),
        "source": TEXTS | st.lists(TEXTS, max_size=3) | JSON,
        "execution_count": st.integers(-1, 9) | JSON,
        "outputs": st.lists(st.dictionaries(st.sampled_from(["text", "data", "name", "output_type"]), JSON)) | JSON,
    },
)
NOTEBOOKS = st.fixed_dictionaries({"cells": st.lists(CELL, max_size=4)}, optional={"metadata": JSON})


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@cache
def yardstick() -> float:
    """What Python takes to read a hundred thousand bytes of code, on this machine."""
    return sorted(seconds(lambda: ast.parse(b"1,2," * 25_000)) for _ in range(3))[1]


def in_time(work: Callable[[], object], limit: float = LIMIT) -> None:
    took = seconds(work) / yardstick()
    assert took < limit, f"took {took:.0f} times as long as Python takes for 100 kB"


def checked(repo: Repo, paths: list[str] | None = None) -> Outcome:
    """A run of all checks that failed nowhere, in time, and can be shown in every format."""
    ran: list[tuple[Outcome, list[str]]] = []

    def run() -> None:
        outcome = run_checks(repo, check_ids(), paths=paths)
        ran.append((outcome, [FORMATS[form](repo, outcome) for form in FORMATS]))

    in_time(run)
    [(outcome, shown)] = ran
    assert outcome.failures == ()
    assert all(text.encode("utf-8", "replace") or not outcome.reported for text in shown)
    for finding, check in outcome.reported:
        assert finding.line >= 1, (finding, check)
        assert finding.column >= 1, (finding, check)
        assert finding.fact, (finding, check)
        assert "\n" not in finding.fact, (finding, check)
        assert not finding.path.startswith("/"), (finding, check)
        assert "\\" not in finding.path or "\\" in "".join(repo.files), (finding, check)
    return outcome


fuzzed = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def check_file(path: str, content: bytes) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return checked(Repo(Path(folder)))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_any_content_of_any_file(suffix: str) -> None:
    @fuzzed
    @given(CONTENTS)
    def holds(content: bytes) -> None:
        check_file(f"data/a{suffix}", content)

    holds()


@pytest.mark.parametrize("path", PLACES)
def test_any_content_where_checks_look(path: str) -> None:
    @fuzzed
    @given(CONTENTS | JSON.map(lambda value: json.dumps(value).encode()))
    def holds(content: bytes) -> None:
        check_file(path, content)

    holds()


@fuzzed
@given(NOTEBOOKS | JSON, st.sampled_from([None, 1]))
def test_any_notebook(value: object, indent: int | None) -> None:
    check_file("a.ipynb", json.dumps(value, indent=indent).encode())


DEEP = {
    "brackets": b"(" * 100_000,
    "lists": b"[" * 100_000 + b"]" * 100_000,
    "objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "signs": b"-" * 1_000_000 + b"1",
    "signs that parse": b"x = " + b"-" * 900 + b"1\n",
    "attributes": b"a" + b".b" * 200_000,
    "calls that parse": b"f" + b"(x)" * 900 + b"\n",
    "chain that parses": b"model" + b".fit(x)" * 450 + b"\n",
    "sum": b"1" + b"+1" * 200_000,
    "sequence": b"- " * 100_000,
    "blocks": b"".join(b" " * depth + b"if x:\n" for depth in range(95)) + b" " * 95 + b"pass\n",
    "functions": b"".join(b" " * depth + b"def f():\n" for depth in range(95)) + b" " * 95 + b"pass\n",
    "imports": b"import a" + b".b" * 200_000,
    "keys": b"a" + b".b" * 100_000 + b" = 1",
}


@pytest.mark.parametrize("suffix", [".py", ".ipynb", ".toml", ".yaml", ".md", ".json", ".csv", ""])
@pytest.mark.parametrize("shape", DEEP)
def test_deep_nesting_ends(shape: str, suffix: str) -> None:
    check_file(f"a{suffix}", DEEP[shape])


LONG = {
    "letters": b"a",
    "digits": b"1234567890",
    "spaces": b" ",
    "quotes": b'"a" ',
    "brackets": b"[ ] ",
    "hashes": b"# ",
    "dots": b"a.",
    "addresses": b"a@b.",
    "slashes": b"/home/a/",
    "allowances": b"# modelwright: allow[",
    "commas": b"1,2,",
}


@pytest.mark.parametrize("suffix", [".py", ".ipynb", ".toml", ".yaml", ".md", ".json", ".csv", ".txt"])
@pytest.mark.parametrize("piece", LONG)
def test_a_line_of_megabytes_ends(piece: str, suffix: str) -> None:
    """Ten for what may be as long as that; code and configuration end at two."""
    size = 1_900_000 if suffix in {".py", ".toml", ".yaml"} else 9_900_000
    check_file(f"a{suffix}", LONG[piece] * (size // len(LONG[piece])))


def test_what_grows_with_the_square_of_the_size_is_noticed() -> None:
    """The negative control of the limit: a pattern that looks to the end of the text from each of its places."""
    text = "a" * 50_000

    in_time(lambda: re.search(r"a*b", text[:5_000]), limit=2)
    with pytest.raises(AssertionError, match="times as long"):
        in_time(lambda: re.search(r"a*b", text), limit=2)


def test_links_in_a_circle_and_folders_that_are_named_like_files(tmp_path: Path) -> None:
    (tmp_path / "x.py").mkdir()
    (tmp_path / "x.py" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a.py").symlink_to("b.py")
    (tmp_path / "b.py").symlink_to("a.py")
    checked(Repo(tmp_path))
    paths = ["x.py", "a.py", "b.py", "x.py/loop"]

    outcome = checked(Repo(tmp_path), paths)
    assert {one.finding.path for one in outcome.reported if one.check == "unreadable-file"} == set(paths)


def test_files_that_vanish_while_they_are_checked(tmp_path: Path) -> None:
    names = [f"a{suffix}" for suffix in SUFFIXES] + list(PLACES)
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n", encoding="utf-8")
    repo = Repo(tmp_path)
    assert len(repo.files) == len(names)
    for name in names:
        (tmp_path / name).unlink()

    outcome = checked(repo)
    assert {one.finding.path for one in outcome.reported if one.check == "unreadable-file"} == set(names)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such names")
@pytest.mark.parametrize("name", [b"a\nb", b"a'b", b'a"b', b"\xff", b"a\\b", b"-", b"a%0Ab", b"a\x1b[1m"])
@pytest.mark.parametrize("suffix", [b".py", b".ipynb", b".csv", b""])
def test_any_name(name: bytes, suffix: bytes, tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), name + suffix)  # noqa: PTH118
    Path(os.fsdecode(path)).write_bytes(b"\xff(")
    checked(Repo(tmp_path))
