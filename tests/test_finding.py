"""A finding is a value that knows its lines."""

import pytest

from modelwright.finding import Finding


def test_a_finding_of_one_line_spans_it() -> None:
    assert list(Finding("a.py", 3, "is there").lines) == [3]


def test_a_finding_spans_every_line_to_its_last() -> None:
    assert list(Finding("a.py", 3, "is there", last_line=5).lines) == [3, 4, 5]


def test_findings_sort_by_place() -> None:
    places = [("b.py", 1), ("a.py", 10), ("a.py", 9)]

    assert [one[:2] for one in sorted(Finding(path, line, "a") for path, line in places)] == sorted(places)


def test_a_finding_does_not_change() -> None:
    with pytest.raises(AttributeError):
        Finding("a.py", 3, "is there").line = 4  # type: ignore[misc]
