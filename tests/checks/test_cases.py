"""Each check finds what its bad case marks, at the line that it marks, and nothing in its good case.

A case is a small repository. `# finding: FACT` at the end of a line says what must be found there.
"""

import re
from pathlib import Path

import pytest

from modelwright.checks import all_checks
from modelwright.repo import Repo

CASES = Path(__file__).with_name("cases")
CHECKS = {check.id: check for check in all_checks()}
MARK = re.compile(r"#\s*finding: (?P<fact>.*)$")

Found = set[tuple[str, int, str]]


def marked(case: Path) -> Found:
    found = set()
    for path in sorted(path for path in case.rglob("*") if path.is_file()):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if match := MARK.search(line):
                found.add((path.relative_to(case).as_posix(), number, match["fact"]))
    return found


def found_in(case: Path, check: str) -> Found:
    return {(finding.path, finding.line, finding.fact) for finding in CHECKS[check].run(Repo(case))}


def test_every_check_has_cases_and_every_case_has_a_check() -> None:
    assert {path.name for path in CASES.iterdir()} == set(CHECKS)
    for check in CHECKS:
        assert {path.name for path in (CASES / check).iterdir()} == {"good", "bad"}


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_found_in_the_good_case(check: str) -> None:
    assert marked(CASES / check / "good") == set()
    assert found_in(CASES / check / "good", check) == set()


@pytest.mark.parametrize("check", CHECKS)
def test_what_is_marked_is_found_in_the_bad_case(check: str) -> None:
    assert marked(CASES / check / "bad")
    assert found_in(CASES / check / "bad", check) == marked(CASES / check / "bad")


@pytest.mark.parametrize("check", CHECKS)
def test_the_docstring_is_a_page(check: str) -> None:
    page = CHECKS[check].page

    title, _, rest = page.partition("\n")
    assert re.fullmatch(r"[A-Z].*\.", title)
    for section in ("## What it does", "## Why it matters", "## How to fix it"):
        assert section in rest
