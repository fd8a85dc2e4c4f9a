"""A pattern of Python that is translated finds the same texts in polars; what cannot be, is not."""

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwright.expectations.fast.patterns import translated

TRANSLATED = [
    r"^[A-Z]{2}\d{4}$",
    r"^(?:a|b.)+c?$",
    r"^\d{4}-\d{2}-\d{2}$",
    r"[^a-c]x*?y",
    r"(?s)a.b",
    r"^[^@\s]+$".replace(r"\s", " "),
    r"\Aab\Z",
    r"[&a-]|\[|\^",
    r"",
]
LEFT = [r"\w+", r"a\b", r"(?<=a)b", r"(a)\1", r"(?i)abc", r"^a$|^b$", r"\s", r"(?m)^a"]
TEXTS = st.text(alphabet="abcxyAZ019-@&[]^ \n\té٣²É", max_size=8)


@pytest.mark.parametrize("pattern", TRANSLATED)
@settings(max_examples=60, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=30))
def test_a_translated_pattern_finds_the_same_texts(pattern: str, texts: list[str]) -> None:
    there = translated(pattern)

    assert there is not None
    found = pl.Series(texts, dtype=pl.String).str.contains(there).to_list()
    assert found == [re.search(pattern, text) is not None for text in texts]


@pytest.mark.parametrize("pattern", LEFT)
def test_a_pattern_that_means_something_else_is_not_translated(pattern: str) -> None:
    assert translated(pattern) is None
