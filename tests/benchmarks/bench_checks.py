"""All checks in one process: one changed file, and a repository of 1,000 scripts and 100 notebooks.

Seconds are printed for people; what is asserted are ratios to `python -c pass` in the same run, because machines differ
and are busy. The repository is made from the installed sources of scikit-learn and pandas, so that the code is real,
and the same for all who have the same lock.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.timing import seconds
from tests.repos import git, run

SCRIPTS, NOTEBOOKS = 1_000, 100
CELL_LINES = 12
MEMORY = """
import resource, sys
from modelwright.cli import main
code = main(["check"])
used = resource.getrusage(resource.RUSAGE_SELF)
print(code, used.ru_maxrss, used.ru_utime + used.ru_stime, file=sys.stderr)
"""


def sources() -> Iterator[Path]:
    """Installed scripts, in a fixed order; the largest and the empty ones are of no use as the work of a team."""
    for package in ("sklearn", "pandas"):
        found = find_spec(package)
        assert found is not None
        assert found.origin is not None
        yield from (
            path for path in sorted(Path(found.origin).parent.rglob("*.py")) if 500 < path.stat().st_size < 100_000
        )


def as_notebook(text: str) -> str:
    """A script as a notebook: its top-level statements, some to a cell."""
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if line[:1].isalpha() or line[:1] == "@"]
    cells: list[list[str]] = []
    begin = 0
    for start in [*starts, len(lines)]:
        if start - begin >= CELL_LINES or start == len(lines):
            cells.append(lines[begin:start])
            begin = start
    made: list[dict[str, object]] = [
        {"cell_type": "code", "metadata": {}, "source": cell, "outputs": [], "execution_count": None} for cell in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bench") / "repository"
    (root / "notebooks").mkdir(parents=True)
    listed = list(sources())
    scripts = [listed[number % len(listed)] for number in range(SCRIPTS)]
    for number, path in enumerate(scripts):
        target = root / "src" / f"part{number % 20:02}" / f"{path.stem}_{number}.py"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for number in range(NOTEBOOKS):
        text = listed[number * 7 % len(listed)].read_text(encoding="utf-8")
        (root / "notebooks" / f"{number}.ipynb").write_text(as_notebook(text), encoding="utf-8")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Everything")
    return root


def lines_of(root: Path) -> int:
    """Lines of code: of scripts, and of the cells of notebooks."""
    scripts = sum(path.read_bytes().count(b"\n") for path in root.rglob("*.py"))
    cells = (cell for path in root.rglob("*.ipynb") for cell in json.loads(path.read_text(encoding="utf-8"))["cells"])
    return scripts + sum(len(cell["source"]) for cell in cells)


def check(root: Path, *paths: str) -> None:
    answer = run(root, sys.executable, "-m", "modelwright", "check", *paths)
    assert answer.returncode in {0, 1}, answer.stderr


def ruff(root: Path, *paths: str) -> None:
    answer = run(root, "ruff", "check", "--no-cache", "--quiet", "--exit-zero", *paths)
    assert answer.returncode == 0, answer.stderr


def nothing(root: Path) -> None:
    run(root, sys.executable, "-c", "pass")


def test_one_changed_file_costs_a_few_starts_of_python(repository: Path) -> None:
    [path] = list(repository.glob("src/part07/*_27.py")) or list(repository.glob("src/part07/*.py"))[:1]
    changed = path.relative_to(repository).as_posix()

    def timed() -> tuple[float, float, float]:
        return (
            seconds(lambda: check(repository, changed)),
            seconds(lambda: nothing(repository)),
            seconds(lambda: ruff(repository, changed)),
        )

    timed()
    rounds = [timed() for _ in range(15)]
    ours, least, other = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(one / start for one, start, _ in rounds)
    print(f"\none file     {ours * 1000:5.0f} ms   {ratio:4.1f} x python -c pass ({least * 1000:.0f} ms)", end="")
    print(f"   {ours / other:4.1f} x ruff check ({other * 1000:.0f} ms)   {len(path.read_bytes().splitlines())} lines")
    assert ratio < 5


def test_a_large_repository_is_checked_at_speed_and_in_little_memory(repository: Path) -> None:
    lines = lines_of(repository)
    # Hash seeds change the order of sets, and with it the time: not by much, but for nothing.
    fixed = {**os.environ, "PYTHONHASHSEED": "0"}

    def measured() -> tuple[float, float]:
        """Seconds of processor time on one core, and megabytes at the peak."""
        answer = run(repository, sys.executable, "-c", MEMORY, environment=fixed)
        code, peak, used = answer.stderr.splitlines()[-1].split()
        assert code in {"0", "1"}, answer.stderr
        # Linux counts in kilobytes, macOS in bytes.
        return float(used), float(peak) / (1_000_000 if sys.platform == "darwin" else 1_000)

    rounds = [measured() for _ in range(3)]
    used, peak = min(one for one, _ in rounds), max(megabytes for _, megabytes in rounds)
    start = median(seconds(lambda: nothing(repository)) for _ in range(5))
    other = median(seconds(lambda: ruff(repository)) for _ in range(3))
    print(f"\n{lines:,} lines   {used:5.2f} s   {lines / used:,.0f} lines a second", end="")
    print(f"   {used / other:4.1f} x ruff check ({other:.2f} s)   {peak:.0f} MB at most")
    assert peak < 200
    # At 12 ms for an empty start this is 60,000 lines a second; a machine that is busy is slow at both.
    assert lines / used > 60_000 * 0.012 / start
