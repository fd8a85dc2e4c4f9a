"""Code that was not written for these checks: nothing crashes, nothing takes long, every finding has a reason.

`real_code.toml` says of each check that finds something in a library why that is right, or why it may be.
"""

import gc
import sysconfig
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from modelwright.checking.runner import Failure, run_checks
from modelwright.checks import check_ids
from modelwright.repo import Repo

REASONS = tomllib.loads(Path(__file__).with_name("real_code.toml").read_text(encoding="utf-8"))
# In CPU seconds of one file with all checks. The longest files have 20,000 lines.
PATIENCE = 2.0


class Look(NamedTuple):
    """What came of a look at files, one after the other as a commit of each alone would."""

    found: Counter[str]
    slow: list[str]
    failures: list[Failure]


def look_at(root: Path, paths: Iterable[str], *, patience: float = PATIENCE) -> Look:
    look = Look(Counter(), [], [])
    repo = Repo(root)
    for path in paths:
        before = time.process_time()
        outcome = run_checks(repo, check_ids(), paths=[path])
        spent = time.process_time() - before
        look.found.update(one.check for one in outcome.reported)
        look.failures.extend(outcome.failures)
        if spent > patience:
            look.slow.append(f"{path}: {spent:.1f} s")
    return look


def source_of(library: str) -> Path:
    if library == "stdlib":
        return Path(sysconfig.get_path("stdlib"))
    found = find_spec(library)
    assert found
    assert found.origin
    return Path(found.origin).parent


def scripts(root: Path) -> list[str]:
    """Every script of a library; what is installed below the standard library is none of it."""
    paths = (path.relative_to(root) for path in root.rglob("*.py"))
    return sorted(path.as_posix() for path in paths if not {"site-packages", "dist-packages"} & {*path.parts})


@pytest.fixture(autouse=True)
def as_the_command_line_runs_it() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("library", REASONS)
def test_a_library_is_checked_without_a_crash_and_every_finding_has_a_reason(library: str) -> None:
    root = source_of(library)
    paths = scripts(root)
    assert len(paths) > 400

    look = look_at(root, paths)

    assert look.failures == []
    assert look.slow == []
    assert look.found.keys() - REASONS[library].keys() == set(), look.found
    # Some distributions of Python leave its tests out, and with them what is only found there.
    if library != "stdlib" or (root / "test/test_os.py").exists() or (root / "test/test_os").exists():
        assert REASONS[library].keys() - look.found.keys() == set()


def test_what_is_found_what_is_slow_and_what_crashes_would_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.py").write_text("try:\n    run()\nexcept:\n    pass\n", encoding="utf-8")

    look = look_at(tmp_path, scripts(tmp_path), patience=0)

    assert look.found == {"swallowed-error": 1}
    assert [one.partition(":")[0] for one in look.slow] == ["a.py"]

    monkeypatch.setattr("modelwright.checks.swallowed_error._is_silent", lambda _: 1 / 0)
    [failure] = look_at(tmp_path, ["a.py"]).failures

    assert (failure.check, failure.path) == ("swallowed-error", "a.py")
