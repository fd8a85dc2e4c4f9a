"""Whatever a document holds, it is read or refused in one line."""

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from modelwright.contracts.comparison import differences, version_of
from modelwright.contracts.documents import Document, document_bytes, document_of
from modelwright.contracts.odcs import require_valid
from modelwright.errors import InputError
from modelwright.repo import Repo
from tests.contracts.contracts import EXAMPLES, imported
from tests.specs import spec

LOANS = spec(data={"path": "data/loans.parquet"})
ORIGINALS = sorted(EXAMPLES.iterdir())
ODD: list[Any] = [None, True, -1, 0.5, 1e300, "", "x", "1.0.0", [], {}, [None], [1, "a"], {"x": 1}, [[]], [{}], "\x00"]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a document, with each key in it."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in below:
        yield value, key
        yield from places(inner)


@st.composite
def broken(draw: st.DrawFn) -> dict[str, Any]:
    """A contract in which some parts are something else."""
    content = copy.deepcopy(original(draw(st.sampled_from(ORIGINALS))))
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(list(places(content))))
        if draw(st.booleans()):
            container[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
        else:
            del container[key]
    return content


@cache
def original(path: Path) -> dict[str, Any]:
    return document_of(Repo("."), path.read_text(encoding="utf-8"), path.name).content


def taken_and_compared(content: dict[str, Any]) -> Document:
    document = document_of(Repo("."), document_bytes(content).decode(), "x")
    require_valid(document)
    version_of(document)
    for path in ORIGINALS:
        differences(original(path), document.content)
        differences(document.content, original(path))
    imported(Path("nowhere"), document, LOANS)
    return document


@given(broken())
@settings(max_examples=40, deadline=None)
def test_a_contract_with_odd_parts_is_taken_or_refused_in_one_line(content: dict[str, Any]) -> None:
    said = ""
    try:
        taken_and_compared(content)
    except InputError as error:
        said = str(error)

    assert "\n" not in said
    assert len(said) < 400


def test_a_contract_without_odd_parts_is_taken() -> None:
    for path in ORIGINALS:
        taken_and_compared(original(path))
