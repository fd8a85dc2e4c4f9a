"""Patterns of checks mean what `fnmatch` says that they mean."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from modelwright.sources import is_like

LETTERS = st.text("ab/.", max_size=8)


@given(LETTERS, st.text("ab/.*", max_size=8))
@example("ab", "a*b*b")
@example("aba", "ab*ba")
@example("a", "")
def test_a_star_stands_for_any_characters(path: str, pattern: str) -> None:
    assert is_like(path, [pattern]) == fnmatchcase(path, pattern)


@pytest.mark.parametrize(("path", "found"), [("Makefile", True), ("makefile", True), ("takefile", False)])
def test_other_signs_are_those_of_fnmatch(path: str, *, found: bool) -> None:
    assert is_like(path, ["x", "[Mm]akefil?"]) == found
