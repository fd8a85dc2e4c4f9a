"""The search for the weakest slices, against sliceline on the same codes and losses in the same run.

sliceline (Sagadeeva and Boehm, 2021) is installed into an environment of its own and looks for slices of one and two
columns; ours goes on to three. Both count processor time, ours with the coding of the columns. The cost is linear: ten
times the rows take about ten times as long.
"""

import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from modelwright.evaluation.slices.coding import Coded, coded
from modelwright.evaluation.slices.search import search
from tests.benchmarks.timing import used

ROWS, COLUMNS, VALUES = 50_000, 20, 5
SHARE = 0.01
THEIRS = """
import sys, time
import numpy as np
from sliceline.slicefinder import Slicefinder
codes, loss = np.load(sys.argv[1]), np.load(sys.argv[2])
finder = Slicefinder(alpha=0.95, k=10, max_l=2, min_sup=int(sys.argv[3]), verbose=False)
started = time.process_time()
finder.fit(codes, loss)
print(time.process_time() - started)
"""


def made(rows: int) -> tuple["np.typing.NDArray[np.int64]", "np.typing.NDArray[np.float64]"]:
    draw = np.random.default_rng(0)
    codes, loss = draw.integers(0, VALUES, (rows, COLUMNS)), draw.exponential(size=rows)
    loss[(codes[:, 0] == 1) & (codes[:, 1] == 2)] += 1
    return codes, loss


def columns(codes: "np.typing.NDArray[np.int64]") -> list[Coded]:
    frame = pd.DataFrame(codes, columns=[f"c{at}" for at in range(codes.shape[1])])
    return [coded(frame[name], least=int(SHARE * len(frame))) for name in frame]


def ours(rows: int) -> float:
    codes, loss = made(rows)

    def work() -> None:
        found = search(columns(codes), loss, least=int(SHARE * rows)).found
        assert found[0].parts == ((0, 1), (1, 2))

    work()
    return min(used(work) for _ in range(3))


def test_it_is_at_least_twenty_times_as_fast_as_sliceline(tmp_path: Path) -> None:
    codes, loss = made(ROWS)
    np.save(tmp_path / "codes.npy", codes)
    np.save(tmp_path / "loss.npy", loss)
    command = ["uv", "run", "--no-project", "--with", "sliceline==0.3.0", "python", "-c", THEIRS]
    places = [str(tmp_path / "codes.npy"), str(tmp_path / "loss.npy"), str(int(SHARE * ROWS))]
    answer = subprocess.run([*command, *places], capture_output=True, text=True, check=False, cwd=tmp_path)
    if answer.returncode:
        pytest.skip(f"sliceline cannot be run: {answer.stderr.strip()[-200:]}")

    theirs, mine = float(answer.stdout), ours(ROWS)

    print(f"\n{ROWS:,} rows, {COLUMNS} columns: sliceline {theirs:.2f} s, ours {mine:.3f} s: {theirs / mine:.0f} times")
    assert theirs / mine >= 20


def test_its_cost_is_linear_in_rows() -> None:
    few, many = ours(100_000), ours(1_000_000)

    print(f"\n100,000 rows {few:.2f} s, 1,000,000 rows {many:.2f} s: {many / few:.1f} times")
    assert many / few <= 15
