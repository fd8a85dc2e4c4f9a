"""Code that was not written for these checks: nothing crashes, nothing takes long, every finding has a reason.

`real_code.toml` says of each check that finds something in a library why that is right, or why it may be.
"""

import gc
import sysconfig
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from modelwright.checking.runner import run_checks
from modelwright.checks import check_ids
from modelwright.repo import Repo

REASONS = tomllib.loads(Path(__file__).with_name("real_code.toml").read_text(encoding="utf-8"))
# In CPU seconds of one file with all checks. The longest files have 20,000 lines.
PATIENCE = 2.0


def source_of(library: str) -> Path:
    if library == "stdlib":
        return Path(sysconfig.get_path("stdlib"))
    found = find_spec(library)
    assert found
    assert found.origin
    return Path(found.origin).parent


def scripts(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix() for path in root.rglob("*.py") if "site-packages" not in path.parts[1:-1]
    )


@pytest.fixture(autouse=True)
def as_the_command_line_runs_it() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("library", REASONS)
def test_a_library_is_checked_without_a_crash_and_every_finding_has_a_reason(library: str) -> None:
    root = source_of(library)
    repo = Repo(root)
    found: Counter[str] = Counter()
    slow = []
    paths = [path for path in scripts(root) if library != "stdlib" or not path.startswith(("site-packages/", "lib-"))]
    assert len(paths) > 100

    for path in paths:
        before = time.process_time()
        outcome = run_checks(repo, check_ids(), paths=[path])
        spent = time.process_time() - before
        found.update({one.check for one in outcome.reported})
        if spent > PATIENCE:
            slow.append(f"{path}: {spent:.1f} s")

    assert slow == []
    assert set(found) == set(REASONS[library]), dict(found)
