"""What does not mean the same on every engine is refused by name, and everything else is not."""

import pytest

from modelwright.engines.patterns import translated, unportable
from modelwright.engines.portable import unportable as unportable_on
from tests.engines import rows

ENGINES = ("pandas", "sqlite", "postgresql", "duckdb", "spark")
REFUSED = {
    "(?=ahead)": "groups with (?",
    "(?P<name>x)": "groups with (?",
    r"(a)\1": "references to groups",
    r"x(?i)": "(?i) anywhere but at the start",
    r"\Astart": r"\A and \Z",
    r"end\Z": r"\A and \Z",
    r"\bword": "borders of words",
    "a++": "possessive quantifiers",
    r"[\W]": "within brackets",
}
TAKEN = (r"^AB-\d{4}$", r"(?i)^(?:a|b)", r"\\b", r"[\w.-]+@[\d]", r"\(\?", "a+", r"[^\d]", "é|ß")


@pytest.mark.parametrize("regex", REFUSED)
def test_a_pattern_that_means_something_else_elsewhere_is_refused(regex: str) -> None:
    why = unportable(regex)

    assert why is not None
    assert REFUSED[regex] in why


@pytest.mark.parametrize("regex", TAKEN)
def test_a_pattern_that_every_engine_knows_is_taken(regex: str) -> None:
    assert unportable(regex) is None


def test_a_pattern_is_written_as_each_engine_writes_it() -> None:
    assert translated(r"(?i)^\w\d[\w]\\w", "postgresql") == r"(?pi)^\w\d[\w]\\w"
    assert translated(r"^\w\d[\w]\\w", "duckdb") == r"^[\p{L}\p{N}_]\p{Nd}[\p{L}\p{N}_]\\w"
    assert translated(r"\w", "spark") == r"(?U)\w"
    assert translated(r"\w", "sqlite") == r"\w"


def test_the_order_of_rows_means_nothing_in_a_table() -> None:
    found = [rows.expectation("column_values_to_be_increasing", column="x")]

    assert unportable_on(found, "pandas") == []
    for engine in ENGINES[1:]:
        assert unportable_on(found, engine) == [
            f"expect_column_values_to_be_increasing: not on {engine}: a table has no order of its rows"
        ]


def test_words_of_another_engine_are_refused() -> None:
    found = [
        rows.expectation("column_values_to_not_be_null", column="x", row_condition="x > 1", condition_parser="pandas"),
        rows.expectation("column_values_to_match_regex", column="x", regex=r"\bx"),
        rows.expectation("column_values_to_match_like_pattern", column="x", like_pattern="x%"),
        rows.expectation("column_values_to_match_strftime_format", column="x", strftime_format="%Y"),
    ]

    assert unportable_on(found, "pandas") == []
    assert [len(unportable_on(found, engine)) for engine in ENGINES[1:]] == [3, 3, 3, 3]


def test_the_suite_of_all_types_is_portable() -> None:
    for engine in ENGINES:
        assert unportable_on(rows.suite().expectations, engine) == []
