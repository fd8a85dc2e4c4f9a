"""Each check finds what its bad case marks, at the line that it marks, and nothing in its good case."""

import re
from pathlib import Path
from typing import get_args

import pytest

from modelwright.checks import Family, check_ids, load
from tests.checks.examples import CASES, found_in, marked


def test_every_check_has_cases_and_every_case_has_a_check() -> None:
    assert {path.name for path in CASES.iterdir()} == set(check_ids())
    for check in check_ids():
        assert {path.name for path in (CASES / check).iterdir()} - {"base", "findings.txt"} == {"good", "bad"}


@pytest.mark.parametrize("check", check_ids())
def test_nothing_is_found_in_the_good_case(check: str, tmp_path: Path) -> None:
    assert marked(check, "good") == []
    assert found_in(check, "good", tmp_path) == []


@pytest.mark.parametrize("check", check_ids())
def test_what_is_marked_is_found_in_the_bad_case(check: str, tmp_path: Path) -> None:
    assert marked(check, "bad")
    assert found_in(check, "bad", tmp_path) == marked(check, "bad")


@pytest.mark.parametrize("check", check_ids())
def test_the_docstring_is_a_page(check: str) -> None:
    page = load(check).page

    title, _, rest = page.partition("\n")
    assert re.fullmatch(r"[A-Z`].*\.", title)
    for section in ("## What it does", "## Why it matters", "## How to fix it"):
        assert section in rest


@pytest.mark.parametrize("check", check_ids())
def test_the_family_is_one_of_the_guide(check: str) -> None:
    assert load(check).family in get_args(Family)
