"""The page of the data says what is expected, what came of it and what would go unnoticed, and names no person."""

from typing import Any

import msgspec
import pytest

from modelwright.evidence import (
    Anonymity,
    Challenge,
    ColumnContent,
    Content,
    Corruption,
    ExpectationResult,
    Fingerprints,
    Validation,
)
from modelwright.reports.data_page import data
from modelwright.reports.dossier import Dossier
from modelwright.reports.words import data_in_words
from tests.specs import spec

PRINTS = Fingerprints("data0", "spec0", "code0")
CONTENT = Content("values", 10, (ColumnContent("a", "integer", "c0"),), "c0ffee")
WITHIN = ExpectationResult(
    "expect_column_values_to_be_between",
    "a",
    "critical",
    met=True,
    rows=10,
    unexpected=1,
    tolerated=2,
    reason="a | b",
    arguments={"min_value": 0, "max_value": 1},
)
COUNT = ExpectationResult(
    "expect_table_row_count_to_be_between", None, "warning", met=False, rows=None, unexpected=None, tolerated=None,
    reason="as many as ever",
)  # fmt: skip


def result(about: str, **changed: Any) -> ExpectationResult:
    return msgspec.structs.replace(WITHIN, **{"column": about, **changed})


def validated(*results: ExpectationResult, **changed: Any) -> Validation:
    made = Validation(None, PRINTS, "rows", "suite0", 10, 3, results, path="fast", content=CONTENT)
    return msgspec.structs.replace(made, **changed)


def challenged(*corruptions: Corruption, **changed: Any) -> Challenge:
    noticed = sum(one.noticed for one in corruptions)
    made = Challenge(None, PRINTS, "rows", "suite0", len(corruptions), noticed, corruptions)
    return msgspec.structs.replace(made, **changed)


def page(validation: Validation | None = None, challenge: Challenge | None = None, **tables: Any) -> str:
    return data(Dossier(spec(**tables), validation, None, None, (), challenge))


def lines(text: str, start: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(start)]


def test_an_expectation_is_shown_in_words_with_its_reason_and_counts() -> None:
    [row] = lines(page(validated(WITHIN)), "| `a`")

    assert row == (
        "| `a` | met | between 0 and 1<br>`expect_column_values_to_be_between` | a \\| b | 1 (up to 2 tolerated) |"
    )


def test_the_name_of_a_column_stands_once_above_all_that_is_expected_of_it() -> None:
    pair = result("", column=None, name="expect_column_pair_values_to_be_equal")
    text = page(validated(pair, result("b"), WITHIN, result("b", met=False), COUNT))

    table = text.partition("| Column | |")[2].partition("##")[0].strip().splitlines()[2:]
    assert [[cell.strip("| ") for cell in row.split(" | ")[:2]] for row in table] == [
        ["the table", "**warning**"],
        ["`a`", "met"],
        ["`b`", "**broken**"],
        ["", "met"],
        ["several columns", "met"],
    ]


def test_what_is_not_met_stands_above_the_table() -> None:
    text = page(validated(WITHIN, COUNT, result("b", met=False)))

    assert '!!! failure "The data break 2 of 3 expectations"' in text
    assert lines(text, "    - ") == ["    - **broken** `b`: a | b", "    - **warning** the table: as many as ever"]
    assert '!!! warning "The data only break what warns: 1 of 2 expectations"' in page(validated(WITHIN, COUNT))
    assert '!!! success "The data meet every expectation"' in page(validated(WITHIN))


def test_why_an_expectation_could_not_be_held_is_said() -> None:
    gone = result("b", met=False, error="the data have no column 'b'")

    assert "a \\| b (the data have no column 'b')" in page(validated(gone))


def test_it_says_who_held_the_rows_and_which_they_were() -> None:
    fast = page(validated(WITHIN))
    slow = page(
        validated(WITHIN, path="great-expectations", why="expect_x is not known", engine="postgresql", content=None)
    )

    assert "Held in one pass by the fast path; the rows lie in a file." in fast
    assert "The rows are `c0ffee`: a digest of every value" in fast
    assert "Held by Great Expectations, the whole suite: expect\\_x is not known; the rows stay in PostgreSQL." in slow
    assert "digest" not in slow


def test_what_goes_unnoticed_is_named_with_what_would_notice_it() -> None:
    text = page(
        None,
        challenged(
            Corruption("sign", "a", noticed=True, by=("expect_a",)),
            Corruption("sign", "b", noticed=False, advice="expect_b(min_value=0)"),
            Corruption("truncated file", None, noticed=False),
            Corruption("nulls", "a", noticed=True),
        ),
    )

    assert "a **mutation score of 50.0%**, where at least\n70% is promised" in text
    assert lines(text, "| truncated") == ["| truncated file | 0 of 1 | the table |  |"]
    assert lines(text, "| sign") == ["| sign | 1 of 2 | `b` | `expect_b(min_value=0)` |"]
    assert text.index("| truncated") < text.index("| sign") < text.index("| nulls")


def test_of_personal_data_no_argument_is_shown() -> None:
    mail = result("mail", name="expect_column_values_to_be_in_set", arguments={"value_set": ["person@example.com"]})

    text = page(validated(mail), data={"personal": ["mail"]})

    assert "person@example.com" not in text
    assert "not shown: personal data" in text
    assert "person@example.com" in page(validated(mail)), "the control: without the declaration it is shown"


def test_of_personal_data_advice_shows_no_value() -> None:
    corrupted = challenged(Corruption("nulls", "mail", noticed=False, advice='expect_b(value_set=["x@example.com"])'))

    assert "x@example.com" not in page(None, corrupted, data={"personal": ["mail"]})
    assert "`expect_b`" in page(None, corrupted, data={"personal": ["mail"]})
    assert "x@example.com" in page(None, corrupted), "the control: without the declaration it is shown"


@pytest.mark.parametrize("role", ["personal", "quasi_identifiers", "protected"])
def test_few_rows_of_persons_are_not_counted(role: str) -> None:
    few, many = result("age", unexpected=4, met=False), result("age", unexpected=5, met=False)

    assert "| fewer than 5 |" in page(validated(few), data={role: ["age"]})
    assert "| 5 (up to" in page(validated(many), data={role: ["age"]})
    assert "| 4 (up to" in page(validated(few))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "![x](http://a.example/x.png)", "[x](http://a.example)"])
def test_what_a_suite_says_is_neither_html_nor_markdown(text: str) -> None:
    import markdown  # type: ignore[import-untyped]

    odd = result("b", reason=text, arguments={"value_set": [text]}, name="expect_column_values_to_be_in_set", met=False)
    corrupted = Corruption(text, "b", noticed=False, advice=text)

    html = markdown.markdown(page(validated(odd), challenged(corrupted)), extensions=["tables", "admonition"])

    for tag in ("<script", "<img", "<a "):
        assert tag not in html


def test_how_far_persons_hide_is_said_where_the_spec_names_what_tells_them_apart() -> None:
    hidden = validated(WITHIN, anonymity=Anonymity(("age", "sex"), 3, 40, 12, "y", 1))

    text = page(hidden).partition("## Could a person be found?")[2]

    assert "40 groups that look alike in `age`, `sex`. The smallest group has **3**" in text
    assert "12 rows lie in groups of fewer than 5" in text
    assert "1 different values of `y`" in text
    assert "Could a person" not in page(validated(WITHIN))


def test_the_model_card_says_it_in_one_line() -> None:
    challenge = challenged(Corruption("sign", "a", noticed=True))
    dossier = Dossier(spec(), validated(WITHIN), None, None, (), challenge)

    assert (
        data_in_words(dossier) == "Expectations: 1 of 1 are met on 10 rows; the suite notices 100.0% of 1 corruptions"
    )
    assert data_in_words(Dossier(spec(), None, None, None, ())) == "Expectations: not validated yet"
