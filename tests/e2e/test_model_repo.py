"""A generated repository is green at once: for each task, everything that a team runs daily passes."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from modelwright.typecheck import project_python
from tests.repos import TASKS, Kit, commit_all, duplicate, git, run, uv_run

Trained = Callable[[str], Path]

GREEN = {
    "pytest": ("pytest", "-q"),
    "ruff check": ("ruff", "check"),
    "ruff format": ("ruff", "format", "--check", "--diff"),
    "mypy": ("mypy", "--strict"),
    "modelwright check": ("modelwright", "check"),
    "mkdocs build": ("mkdocs", "build", "--strict", "--quiet"),
}
# Figures that a reader of any model of the task expects, whatever else is drawn.
FIGURES = {
    "binary": {"roc.svg", "precision_recall.svg", "gains.svg", "confusion.svg", "calibration.svg", "fairness.svg"},
    "multiclass": {"confusion.svg", "calibration.svg"},
    "regression": {"predicted.svg", "residuals.svg", "calibration.svg"},
}
_FIGURE = re.compile(r'src="figures/([\w-]+\.svg)"')


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("command", GREEN)
def test_a_fresh_repository_passes(trained: Trained, task: str, command: str, tmp_path: Path) -> None:
    repo = duplicate(trained(task), tmp_path / "repo")

    answer = uv_run(repo, *GREEN[command])

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("task", TASKS)
def test_every_hook_passes_and_changes_nothing(trained: Trained, task: str, tmp_path: Path) -> None:
    repo = commit_all(duplicate(trained(task), tmp_path / "repo"), "Train")

    answer = uv_run(repo, "pre-commit", "run", "--all-files", "--hook-stage", "manual", "--color", "never")

    assert answer.returncode == 0, answer.stdout + answer.stderr
    outcomes = [line.rstrip().rpartition(".")[2] for line in answer.stdout.splitlines() if line[0] != "["]
    assert outcomes == ["Passed"] * 8
    assert git(repo, "status", "--porcelain") == ""


@pytest.mark.parametrize("task", TASKS)
def test_the_run_ends_with_verdict_headline_and_site(trained: Trained, task: str) -> None:
    repo = trained(task)
    log = (repo.parent / "run.log").read_text(encoding="utf-8")

    for stage in ("validate", "train", "evaluate", "gate", "report", "site"):
        assert f"\n{stage:<9} " in f"\n{log}"
    verdict, headline, site = log.strip().splitlines()[-3:]
    assert re.fullmatch(
        r"Verdict   accepted: (all \d+ promises are kept|\d+ promises: \d+ kept, \d+ undecided)", verdict
    )
    assert headline.startswith("Headline  ")
    assert "linear baseline" in headline
    assert "dummy baseline" in headline
    assert Path(site.removeprefix("Site").strip()).is_file()


@pytest.mark.parametrize("task", TASKS)
def test_the_site_says_what_the_model_does_how_good_it_is_and_who_owns_it(trained: Trained, task: str) -> None:
    site = trained(task) / "site"
    start = (site / "index.html").read_text(encoding="utf-8")

    assert re.search(r"keeps all \d+ of its promises|breaks none of its \d+ promises", start)
    assert "Model Team" in start
    assert "How good is it?" in start
    assert "Not evaluated yet" not in "".join(page.read_text(encoding="utf-8") for page in site.glob("*.html"))
    shown = {name for page in site.glob("*.html") for name in _FIGURE.findall(page.read_text(encoding="utf-8"))}
    assert {figure.name for figure in (site / "figures").glob("*.svg")} == shown
    assert FIGURES[task] <= shown


def test_a_run_without_a_network_gives_the_same_evidence_again(trained: Trained, tmp_path: Path) -> None:
    repo = duplicate(trained("regression"), tmp_path / "repo")
    before = {path.name: path.read_bytes() for path in (repo / "reports").iterdir()}
    for path in (*(repo / "reports").iterdir(), *(repo / "models").iterdir()):
        path.unlink()
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*_): raise OSError('the network was asked for')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse\n",
        encoding="utf-8",
    )
    cut_off = {"PYTHONPATH": f"{tmp_path / 'cut'}:{repo / 'src'}"}
    asks = "import urllib.request as u; u.urlopen('http://a.example')"
    reached = run(repo, "uv", "run", "--no-sync", "python", "-c", asks, environment=cut_off)
    assert "the network was asked for" in reached.stderr

    answer = run(repo, "uv", "run", "--offline", "--no-sync", "modelwright", "run", environment=cut_off)

    assert answer.returncode == 0, answer.stderr
    assert {path.name: path.read_bytes() for path in (repo / "reports").iterdir()} == before


def test_the_site_builds_before_anything_was_evaluated(trained: Trained, tmp_path: Path) -> None:
    repo = duplicate(trained("binary"), tmp_path / "repo")
    for path in (repo / "reports").iterdir():
        path.unlink()

    answer = uv_run(repo, "mkdocs", "build", "--strict", "--quiet")

    assert answer.returncode == 0, answer.stderr
    assert "Not evaluated yet" in (repo / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("task", TASKS)
def test_the_wheel_installed_alone_predicts(trained: Trained, task: str, tmp_path: Path) -> None:
    repo = trained(task)
    package = f"{task}_model"
    built = run(repo, "uv", "build", "--wheel", "--quiet", "--out-dir", str(tmp_path))
    assert built.returncode == 0, built.stderr
    [wheel] = tmp_path.glob("*.whl")
    assert f"{package}/predict.py" in zipfile.ZipFile(wheel).namelist()
    # Where another environment is inherited, the wheel would not be alone.
    assert run(tmp_path, "uv", "venv", "--quiet", "alone/.venv").returncode == 0
    python = str(project_python(tmp_path / "alone"))
    # As the README of the repository says: the wheel, with the versions that the model was trained with.
    locked = str(tmp_path / "requirements.txt")
    exported = run(
        repo, "uv", "export", "--frozen", "--quiet", "--no-default-groups", "--no-emit-project", "--output-file", locked
    )
    assert exported.returncode == 0, exported.stderr
    installed = run(
        tmp_path, "uv", "pip", "install", "--quiet", "--python", python, "--requirement", locked, str(wheel)
    )
    assert installed.returncode == 0, installed.stderr
    [data] = (repo / "data").glob("*.parquet")

    answer = run(
        tmp_path, python, "-m", f"{package}.predict", str(repo / "models/model.skops"), str(data), "predictions.parquet"
    )

    assert answer.returncode == 0, answer.stderr
    assert run(tmp_path, python, "-c", "import modelwright").returncode == 1
    rows = "import sys, pandas as pd; print(*(len(pd.read_parquet(path)) for path in sys.argv[1:]))"
    counted = run(tmp_path, python, "-c", rows, str(data), "predictions.parquet").stdout.split()
    assert counted[0] == counted[1]


def test_the_requirement_installs_the_version_that_the_answers_name(trained: Trained, kit: Kit) -> None:
    repo = trained("binary")

    recorded = (repo / ".copier-answers.yml").read_text(encoding="utf-8")
    installed = uv_run(repo, "modelwright", "--version").stdout.split()[-1]

    assert f"_commit: {kit.tag}\n" in recorded
    assert f"v{installed}" == kit.tag
