"""What is expected of text: how long it is, and which characters it is made of."""

import re
from typing import TYPE_CHECKING

from modelwright.proposals import said
from modelwright.proposals.expectation import expectation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelwright.expectations.suite import Expectation
    from modelwright.proposals.facts import Column, Facts

# Pieces that every engine's patterns know.
_CLASSES = (("[A-Z]", "A-Z"), ("[a-z]", "a-z"), ("[0-9]", "0-9"))
# Of these, no pattern is made: too few to know a form from a chance.
_LEAST_VALUES, _LEAST_ROWS = 3, 50
# Text with more pieces than this has no form.
_MOST_PIECES = 12


def of_text(facts: "Facts", column: "Column") -> "Iterator[Expectation]":
    """The form of text, where it has one; otherwise its length."""
    values = facts.frame[column.name].drop_nulls()
    different = values.unique().sort().to_list()
    if len(values) < _LEAST_ROWS or len(different) < _LEAST_VALUES:
        return
    pattern = form(different)
    if pattern is not None:
        reason = f"all {said.count(len(different), 'value')} have this form"
        yield expectation(
            "critical" if "{" not in pattern or "," not in pattern else "warning",
            "column_values_to_match_regex",
            reason,
            column=column.name,
            regex=pattern,
        )
        return
    lengths = values.str.len_chars()
    low, high = int(lengths.min()), int(lengths.max())  # type: ignore[arg-type] # whole numbers
    reason = f"{low} to {high} characters in {said.count(len(values))}; room for twice as many"
    yield expectation(
        "warning",
        "column_value_lengths_to_be_between",
        reason,
        column=column.name,
        min_value=min(low, 1) if low > 0 else 0,
        max_value=2 * high,
    )


def form(values: list[str]) -> str | None:
    """A pattern that all values match, made of classes of characters and of what stands between them.

    Letters and digits are told by their class alone: no value can be read out of it.
    """
    shapes = {_shape(one) for one in values}
    if len(shapes) == 1:
        pieces = _pieces(next(iter(shapes)))
        return f"^{''.join(pieces)}$" if 1 < len(pieces) <= _MOST_PIECES or len(pieces) == 1 else None
    characters = set("".join(shapes))
    if not characters <= set("Aa0 _.-"):
        return None
    letters = {"A": "A-Z", "a": "a-z", "0": "0-9"}
    inside = "".join(letters[one] for one in "Aa0" if one in characters)
    inside += "".join(one for one in " _.-" if one in characters)
    shortest, longest = min(map(len, values)), max(map(len, values))
    if not inside or not shortest or longest > 2 * shortest + 8 or {"a", " "} <= characters:
        return None  # free text, whose next value is another
    return f"^[{inside}]{{{max(1, shortest // 2)},{2 * longest}}}$"


def _shape(value: str) -> str:
    return re.sub(r"[0-9]", "0", re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", value)))


def _pieces(shape: str) -> list[str]:
    found = []
    for piece in re.finditer(r"A+|a+|0+|[^Aa0]", shape):
        one = piece[0]
        if one[0] in "Aa0":
            kind = {"A": "[A-Z]", "a": "[a-z]", "0": "[0-9]"}[one[0]]
            found.append(kind if len(one) == 1 else f"{kind}{{{len(one)}}}")
        elif ord(one) < 128:  # noqa: PLR2004 - what is beyond ASCII differs between encodings
            found.append(re.escape(one) if not one.isspace() and one not in "-:/_,#'\"" else one)
        else:
            return []
    return found
