"""The texts of many combinations as one text: passages, each under the condition that renders it.

    @@ everywhere
    trials = 10
    @@ risk=limited,high
    folds = 5

A line that combinations have in common is kept once, and nothing is lost: `read` gives each text back. A change of the
template is one change here, and a condition that was turned round shows as another condition.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from tests.template.copier_config import CHOICES
from tests.template.matrix import COMBINATIONS, Combination

HEADER = "@@ "
EVERYWHERE = "everywhere"

Line = tuple[str, frozenset[Combination]]


def condition(combinations: Collection[Combination]) -> str:
    """Say in answers when something is rendered, such as `task=binary risk=limited,high`."""
    if len(combinations) == len(COMBINATIONS):
        return EVERYWHERE
    used = [
        [value for value in CHOICES[question] if any(value == one[position] for one in combinations)]
        for position, question in enumerate(Combination._fields)
    ]
    if len(combinations) == len(list(itertools.product(*used))):
        given = zip(Combination._fields, used, strict=True)
        return " ".join(f"{name}={','.join(values)}" for name, values in given if len(values) < len(CHOICES[name]))
    # Not a plain "this and that": say it for each value of the first question that matters.
    position = next(position for position, values in enumerate(used) if len(values) > 1)
    parts = ([one for one in combinations if one[position] == value] for value in used[position])
    return " or ".join(condition(part) for part in parts)


def meant(text: str) -> frozenset[Combination]:
    """The combinations that a condition is true for."""
    if text == EVERYWHERE:
        return frozenset(COMBINATIONS)
    alternatives = [dict(term.split("=") for term in part.split(" ")) for part in text.split(" or ")]
    return frozenset(
        one
        for one in COMBINATIONS
        if any(all(getattr(one, name) in allowed.split(",") for name, allowed in part.items()) for part in alternatives)
    )


def write(texts: Mapping[Combination, str]) -> str:
    """All texts as one."""
    written: list[str] = []
    for combinations, lines in itertools.groupby(_merged(texts), key=lambda line: line[1]):
        written.append(HEADER + condition(combinations))
        written.extend(text for text, _ in lines)
    return "".join(f"{line}\n" for line in written)


def read(written: str, combination: Combination) -> str:
    """The text of one combination."""
    return "".join(f"{line}\n" for line in _lines_for(written, combination))


def _lines_for(written: str, combination: Combination) -> Iterator[str]:
    rendered = False
    for line in _split(written):
        if line.startswith(HEADER):
            rendered = combination in meant(line.removeprefix(HEADER))
        elif rendered:
            yield line


def _merged(texts: Mapping[Combination, str]) -> list[Line]:
    """One sequence of lines that holds the lines of each text in their order."""
    variants: dict[str, list[Combination]] = {}
    for combination, text in texts.items():
        variants.setdefault(text, []).append(combination)
    merged: list[Line] = []
    for text, combinations in variants.items():
        merged = list(_joined(merged, _split(text), frozenset(combinations)))
    return merged


def _joined(merged: list[Line], lines: list[str], combinations: frozenset[Combination]) -> Iterable[Line]:
    matcher = SequenceMatcher(None, [text for text, _ in merged], lines, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            yield from ((text, there | combinations) for text, there in merged[start:end])
        else:
            yield from merged[start:end]
            yield from ((text, combinations) for text in lines[first:last])


def _split(text: str) -> list[str]:
    assert text.endswith("\n") or not text, "a text ends with a newline"
    return text.split("\n")[:-1]
