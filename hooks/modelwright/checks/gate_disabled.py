"""The gates are switched off, or may fail without anybody noticing.

## What it does

Looks for what keeps the tests under `tests/evaluation/`, or the verbs that judge the model, from failing:

- in those tests: `skip`, `skipif`, `xfail`, `importorskip`; a list of gates that is cut or filtered, or whose test is
  not collected or asks for no verdict; no test of the gates at all
- in `conftest.py`: `collect_ignore` and hooks that drop or skip them, or set the exit status
- in the configuration of pytest: `--ignore`, `--deselect` and `-k "not ..."` that hit them, `testpaths` that leave
  them out
- in workflows, GitLab CI, Makefiles, shell scripts, tox and nox: the same options, and `|| true`,
  `continue-on-error`, `allow_failure`, `if: false`, a `-` before the command of a recipe

An option counts only where it hits a test that is there: `-k "not slow"` is fine as long as no gate is called so.

## Why it matters

A gate that cannot fail protects nobody, and looks green. It is the commonest way in which a standard dies: switched off
for one urgent release, and never on again.

## How to fix it

Take the switch out. If a promise cannot be kept for now, change the promise in `model.toml` and have it approved:
that is seen, has a name and a date, and leaves the other gates as they are.
"""

from collections.abc import Iterator

from modelwright.checks._gate_commands import in_ini, in_nox, in_pyproject, in_text, in_yaml
from modelwright.checks._gate_tests import in_conftest, in_evaluation, missing
from modelwright.finding import Finding
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.sources import Code, File, Toml, Yaml, is_like

FAMILY = "spec"
MENTIONS = (
    "pytest",
    "PYTEST_ADDOPTS",
    "modelwright ",
    "quality.y",
    "quality:",
    "collect_ignore",
    "exitstatus",
    "unittest",
)
READS = (SPEC_NAME, "tests/*")

# Where commands are written that somebody or something runs.
_COMMANDS = (
    ".github/*", ".gitlab-ci.yml", ".gitlab/*", ".circleci/*", ".ci/*", "azure-pipelines*.yml", "Jenkinsfile",
    "bitbucket-pipelines.yml", ".pre-commit-config.yaml", "Taskfile.y*ml", "[Mm]akefile", "GNUmakefile", "*.mk", "*.sh",
    "*.bash", "[Jj]ustfile",
)  # fmt: skip


def check(source: File | Repo) -> Iterator[Finding]:
    """Each switch in a file, and in the repository the test that is not there."""
    if isinstance(source, Repo):
        yield from missing(source)
    elif (source.repo.root / SPEC_NAME).is_file():
        yield from _in_file(source)


def _in_file(file: File) -> Iterator[Finding]:
    if isinstance(file, Code):
        if file.notebook is not None:
            return
        if file.name == "conftest.py":
            yield from in_conftest(file)
        elif file.name == "noxfile.py":
            yield from in_nox(file)
        if file.path.startswith("tests/evaluation/"):
            yield from in_evaluation(file)
    elif isinstance(file, Toml) and file.path in {"pyproject.toml", "pytest.toml", ".pytest.toml"}:
        yield from in_pyproject(file)
        yield from in_text(file)
    elif file.path in {"pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg"}:
        yield from in_ini(file)
        yield from in_text(file)
    elif is_like(file.path, _COMMANDS):
        yield from in_text(file)
        if isinstance(file, Yaml):
            yield from in_yaml(file)
