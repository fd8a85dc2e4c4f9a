"""From nothing to an evaluated model: generate, install from a warm cache, run and build the site, stage by stage.

Seconds are printed for people; what is asserted are ratios to reference work that is done in the same run, because
machines differ and are busy.
"""

import re
import sys
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.timing import seconds
from tests.repos import Kit, git, run

SOMEONE = {
    "GIT_AUTHOR_NAME": "Some One",
    "GIT_AUTHOR_EMAIL": "someone@example.com",
    "GIT_COMMITTER_NAME": "Some One",
    "GIT_COMMITTER_EMAIL": "someone@example.com",
}
STAGE = re.compile(r"^(?P<stage>\w+) .*\((?P<seconds>[\d.]+) s\)$", re.MULTILINE)


def python(folder: Path, *arguments: str) -> None:
    answer = run(folder, sys.executable, *arguments, environment=SOMEONE)
    assert answer.returncode == 0, answer.stderr


@pytest.fixture
def trivial_template(tmp_path: Path) -> Path:
    """The least that Copier can do: one question, one file."""
    folder = tmp_path / "trivial"
    folder.mkdir()
    (folder / "copier.yml").write_text("name: x\n", encoding="utf-8")
    (folder / "file.txt.jinja").write_text("{{ name }}\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Trivial")
    git(folder, "tag", "v1.0.0")
    return folder


def test_generating_costs_little_more_than_copier_itself(kit: Kit, trivial_template: Path, tmp_path: Path) -> None:
    def generate(number: int) -> float:
        arguments = ("new", str(tmp_path / f"made{number}"), "--kit", str(kit.path), "--defaults")
        return seconds(lambda: python(tmp_path, "-m", "modelwright", *arguments))

    def copy(number: int) -> float:
        arguments = ("copy", "--defaults", "--quiet", str(trivial_template), str(tmp_path / f"copied{number}"))
        return seconds(lambda: python(tmp_path, "-m", "copier", *arguments))

    generate(0), copy(0)
    pairs = [(generate(number), copy(number)) for number in range(1, 6)]

    ours, least = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(one / other for one, other in pairs)
    print(f"\ngenerate   {ours:5.2f} s   {ratio:4.1f} x a trivial template ({least:.2f} s)")
    assert ratio < 2.5


def test_zero_to_an_evaluated_model(kit: Kit, tmp_path: Path) -> None:
    def start(folder: Path) -> dict[str, float]:
        """Everything that a newcomer waits for, and what each part of it took."""
        made = seconds(
            lambda: python(tmp_path, "-m", "modelwright", "new", str(folder), "--kit", str(kit.path), "--defaults")
        )
        installed = seconds(lambda: run(folder, "uv", "sync", "--quiet"))
        log: list[str] = []
        ran = seconds(lambda: log.append(run(folder, "uv", "run", "--no-sync", "modelwright", "run").stderr))
        stages = {match["stage"]: float(match["seconds"]) for match in STAGE.finditer(log[0])}
        assert "Verdict   accepted" in log[0]
        return {"generate": made, "install": installed, **stages, "all": made + installed + ran}

    start(tmp_path / "warm-up")
    found = start(tmp_path / "timed")
    # The reference: the least that any of these stages has to do, in a fresh environment of its own, so that it too
    # compiles what it imports.
    run(tmp_path / "timed", "uv", "sync", "--quiet", "--reinstall")
    least = (
        "import great_expectations, matplotlib.figure, sklearn.ensemble, pandas as pd;"
        "d = pd.read_parquet('data/credit_default.parquet');"
        "sklearn.ensemble.HistGradientBoostingClassifier().fit(d.iloc[:, 1:-1], d.iloc[:, -1])"
    )
    reference = seconds(lambda: run(tmp_path / "timed", "uv", "run", "--no-sync", "python", "-c", least))

    print()
    for stage, took in found.items():
        print(f"{stage:<10} {took:5.1f} s   {took / reference:4.1f} x importing the libraries and one fit")
    print(f"{'reference':<10} {reference:5.1f} s")
    assert found["all"] < 5 * reference
