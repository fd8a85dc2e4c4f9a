"""Options and commands that keep a gate from failing are found wherever they stand, and ordinary ones are not."""

import json
import shlex
from pathlib import Path

import pytest

from tests.checks.gates import CHECK, GATES, facts
from tests.checks.model_repos import found

OPTIONS = [
    "--ignore=tests/evaluation",
    "--ignore tests/evaluation/",
    "--ignore=./tests/evaluation/test_gates.py",
    "--ignore-glob=*evaluation*",
    f"--deselect {GATES}::test_the_promise_is_kept[beats-linear]",
    "-k 'not gates'",
    "-k 'not beats-linear'",
    "-k 'not membership'",
    "-k 'slow and not test_the_promise'",
]
HARMLESS = [
    "-q",
    "-k 'not slow'",
    "-k smoke",
    "-m 'not gpu'",
    "--ignore=tests/slow",
    "--deselect tests/test_model.py::test_a",
    "--cov=churn -n 2",
]


@pytest.mark.parametrize("options", OPTIONS)
def test_options_that_hit_a_gate_are_found_wherever_they_stand(tmp_path: Path, options: str) -> None:
    quoted = options.replace("'", '\\"')
    listed = ", ".join(json.dumps(one) for one in shlex.split(options))
    script = f"pytest \\\n            {options}"
    places = {
        "pyproject.toml": f'[tool.pytest.ini_options]\naddopts = "-ra {quoted}"\n',
        "pytest.toml": f"[pytest]\naddopts = [{listed}]\n",
        "pytest.ini": f"[pytest]\naddopts =\n    -ra\n    {options}\n",
        "setup.cfg": f"[tool:pytest]\naddopts = {options}\n",
        "Makefile": f"test:\n\t@uv run pytest -q {options}\n",
        ".github/workflows/tests.yml": f"jobs:\n  a:\n    steps:\n      - run: |\n          {script}\n",
        ".gitlab-ci.yml": f"test:\n  script:\n    - python -m pytest {options}\n",
        "scripts/test.sh": f'PYTEST_ADDOPTS="{options}" make test\n',
        "noxfile.py": f"def tests(session):\n    session.run('pytest', {listed})\n",
        "tox.ini": f"[testenv]\ncommands = pytest {options}\n",
    }
    assert len(facts(tmp_path, places)) == len(places)
    assert {line.split(":")[0] for line in found(CHECK, tmp_path)} == set(places)


@pytest.mark.parametrize("options", HARMLESS)
def test_options_that_hit_no_gate_are_fine(tmp_path: Path, options: str) -> None:
    listed = ", ".join(json.dumps(one) for one in shlex.split(options))
    places = {
        "pyproject.toml": f"[tool.pytest.ini_options]\naddopts = [{listed}]\n",
        "pytest.ini": f"[pytest]\naddopts = {options}\n",
        "Makefile": f"test:\n\t@pytest {options}\n",
        "noxfile.py": f"def tests(session):\n    session.run('pytest', {listed})\n",
    }

    assert facts(tmp_path, places) == []


@pytest.mark.parametrize(
    ("table", "fact"),
    [
        ('testpaths = ["tests/unit"]', "leaves evaluation tests out: testpaths does not hold tests"),
        ('norecursedirs = ["evaluation"]', "leaves evaluation tests out: norecursedirs"),
    ],
)
def test_folders_that_leave_the_gates_out_are_found(tmp_path: Path, table: str, fact: str) -> None:
    assert facts(tmp_path, {"pyproject.toml": f"[tool.pytest.ini_options]\n{table}\n"}) == [fact]
    ini = table.replace('["', "").replace('"]', "")
    assert facts(tmp_path, {"pyproject.toml": "", "pytest.ini": f"[pytest]\n{ini}\n"}) == [fact]


@pytest.mark.parametrize(
    "table", ['testpaths = ["tests"]', 'testpaths = ["src", "tests/evaluation"]', "testpaths = []"]
)
def test_folders_that_hold_the_gates_are_fine(tmp_path: Path, table: str) -> None:
    assert facts(tmp_path, {"pyproject.toml": f"[tool.pytest.ini_options]\n{table}\n"}) == []


@pytest.mark.parametrize(
    ("command", "swallowed"),
    [
        ("pytest || true", "|| true"),
        ("uv run modelwright gate || :", "|| :"),
        ("uv run modelwright run || exit 0", "|| exit 0"),
        ("python -m pytest tests/evaluation -q || echo failed", "|| echo"),
        ("pytest; exit 0", "; exit 0"),
        ("pytest --junitxml out/report.xml || true", "|| true"),
        ("pip install pytest && pytest || true", "|| true"),
        ("modelwright check --exit-zero", "--exit-zero"),
    ],
)
def test_a_failure_that_is_swallowed_is_found(tmp_path: Path, command: str, swallowed: str) -> None:
    places = {
        "Makefile": f"test:\n\t{command}\n",
        ".gitlab-ci.yml": f"test:\n  script:\n    - {command}\n",
        "ci/test.sh": f"#!/bin/sh\n{command}\n",
        ".github/workflows/tests.yml": f'jobs:\n  a:\n    steps:\n      - run: "{command}"\n',
    }

    assert facts(tmp_path, places) == [f"a failure is swallowed: {swallowed}"] * len(places)


@pytest.mark.parametrize(
    "command",
    [
        "pytest",
        "pytest || exit 1",
        "pytest || { echo failed; exit 1; }",
        "pytest || echo failed && exit 1",
        "pip install pytest || true",
        "command -v pytest || true",
        "pytest tests/unit || true",
        "pytest tests/test_model.py || true",
        "# pytest || true",
        "pytest-watch || true",
        "rm -rf .pytest_cache || true",
        "grep -r pytest.ini . || true",
    ],
)
def test_a_failure_that_counts_or_is_of_something_else_is_fine(tmp_path: Path, command: str) -> None:
    assert facts(tmp_path, {"Makefile": f"test:\n\t{command}\n", "ci/test.sh": f"{command}\n"}) == []


def test_a_recipe_whose_failure_make_ignores_is_found(tmp_path: Path) -> None:
    assert facts(tmp_path, {"Makefile": "test:\n\t-pytest\n"}) == ["a failure is swallowed: the recipe starts with -"]
    assert facts(tmp_path, {"Makefile": "test:\n\t@-pytest -q\n"}) == [
        "a failure is swallowed: the recipe starts with -"
    ]
    assert facts(tmp_path, {"Makefile": "test:\n\t@pytest -q\n\t-rm -f log\n"}) == []


JOB = """\
jobs:
  quality:
    {job}
    steps:
      - run: uv sync
        continue-on-error: true
      - run: uv run pytest
        {step}
"""


@pytest.mark.parametrize(
    ("job", "step", "fact"),
    [
        ("continue-on-error: true", "name: x", "the job quality may fail: continue-on-error"),
        ("if: false", "name: x", "the job quality is never run: if is false"),
        ("name: x", "continue-on-error: true", "the step may fail: continue-on-error"),
        ("name: x", "if: ${{ false }}", "the step is never run: if is false"),
        ("name: x", "name: x", None),
        ("continue-on-error: ${{ matrix.experimental }}", "if: github.event_name == 'push'", None),
    ],
)
def test_a_job_or_step_of_github_that_may_fail_is_found(tmp_path: Path, job: str, step: str, fact: str | None) -> None:
    workflow = JOB.replace("{job}", job).replace("{step}", step)

    assert facts(tmp_path, {".github/workflows/tests.yml": workflow}) == ([fact] if fact else [])


def test_a_lent_workflow_that_is_never_called_is_found(tmp_path: Path) -> None:
    workflow = "jobs:\n  quality:\n    if: false\n    uses: a/b/.github/workflows/quality.yml@v1.0.0\n"

    assert facts(tmp_path, {".github/workflows/q.yml": workflow}) == ["the job quality is never run: if is false"]
    assert facts(tmp_path, {".github/workflows/q.yml": workflow.replace("quality.yml", "scan.yml")}) == []


@pytest.mark.parametrize(
    ("job", "fact"),
    [
        ("tests:\n  script: [pytest]\n  allow_failure: true", "the job tests may fail: allow_failure"),
        ("tests:\n  script: pytest\n  allow_failure:\n    exit_codes: 1", "the job tests may fail: allow_failure"),
        ("quality:\n  allow_failure: true", "the job quality may fail: allow_failure"),
        ("tests:\n  script: [pytest]\n  when: manual", "the job tests is not run by itself: when is manual"),
        ("tests:\n  script: [pytest]\n  allow_failure: false", None),
        ("audit:\n  script: [pip-audit]\n  allow_failure: true", None),
        ("workflow:\n  rules:\n    - when: never", None),
    ],
)
def test_a_job_of_gitlab_that_may_fail_is_found(tmp_path: Path, job: str, fact: str | None) -> None:
    assert facts(tmp_path, {".gitlab-ci.yml": f"{job}\n"}) == ([fact] if fact else [])


def test_nox_that_takes_a_failure_for_a_success_is_found(tmp_path: Path) -> None:
    session = "def tests(session):\n    session.run('pytest', success_codes=[0, 1])\n"

    assert facts(tmp_path, {"noxfile.py": session}) == ["a failure is swallowed: success_codes"]
    assert facts(tmp_path, {"noxfile.py": session.replace("1]", "5]")}) == []


@pytest.mark.parametrize(
    "text", ["jobs: 3", "- a\n- b", "jobs:\n  a: 3\n  b: [x]", "jobs:\n  a:\n    steps: {run: pytest}"]
)
def test_a_workflow_of_another_shape_is_no_trouble(tmp_path: Path, text: str) -> None:
    assert facts(tmp_path, {".github/workflows/t.yml": f"{text}\n# pytest allow_failure when:\n"}) == []
