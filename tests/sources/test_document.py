"""TOML, YAML and Markdown know the lines of what they hold, and refuse what would hang or end the process."""

import time
from pathlib import Path

import pytest

from modelwright.sources import Markdown, Unreadable, items, pairs
from tests.sources.files import file, toml, yaml


def headings(folder: Path, text: str) -> list[tuple[int, int, str]]:
    page = file(folder, text, "page.md")
    return Markdown(page.repo, page.path).headings


def test_a_toml_key_is_found_at_its_line(tmp_path: Path) -> None:
    found = toml(tmp_path, "a = 1\r\n[b]\r\nc = 2\r\n'd.e' = 3\r\n")

    assert found.document == {"a": 1, "b": {"c": 2, "d.e": 3}}
    assert [found.line_of("a"), found.line_of("b", "c"), found.line_of("b", "d.e"), found.line_of("x")] == [1, 3, 4, 1]


@pytest.mark.parametrize(
    ("content", "fact", "line"),
    [
        ("a = 1\nb = \n", "not valid TOML: Invalid value", 2),
        ("a = 1\na = 2\n", "not valid TOML: Cannot overwrite a value", 2),
        ("a = " + "1" * 10_000, "not valid TOML: Exceeds the limit", 1),
        ("a = " + "[" * 100_000, "is nested too deeply", 1),
        ("a = " + "{a=" * 100_000, "is nested too deeply", 1),
        ("a" + ".b" * 100_000 + " = 1", "is nested too deeply", 1),
        ("[a" + ".b" * 100_000 + "]", "is nested too deeply", 1),
    ],
)
def test_what_is_not_toml_says_so_at_once(content: str, fact: str, line: int, tmp_path: Path) -> None:
    started = time.perf_counter()

    with pytest.raises(Unreadable) as refused:
        toml(tmp_path, content).document  # noqa: B018

    assert refused.value.fact.startswith(fact)
    assert refused.value.line == line
    assert time.perf_counter() - started < 5


def test_a_toml_line_of_dots_is_no_key(tmp_path: Path) -> None:
    assert toml(tmp_path, f'a = """\n{"." * 500}\n"""').document["a"] == "." * 500 + "\n"


def test_yaml_nodes_know_their_lines(tmp_path: Path) -> None:
    found = yaml(tmp_path, "on: push\njobs:\n  a:\n    steps: [x, y]\n---\nsecond: document\n")

    key, value = pairs(found.node)["jobs"]
    steps = pairs(pairs(value)["a"][1])["steps"][1]
    assert found.at_node(key, "is there").line == 2
    assert [(one.value, found.at_node(one, "").column) for one in items(steps)] == [("x", 13), ("y", 16)]
    assert pairs(steps) == {}
    assert items(value) == ()
    assert list(pairs(found.node)) == ["on", "jobs"]


def test_an_empty_yaml_document_is_nothing(tmp_path: Path) -> None:
    assert yaml(tmp_path, "# only a comment\n").node is None


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        ("a: [1", "not valid YAML: did not find"),
        ("a: 1\n\tb: 2", "not valid YAML: found a tab character"),
        ("a: \x00", "not valid YAML"),
        ("a: *b", "not valid YAML: found undefined alias"),
    ],
)
def test_what_is_not_yaml_says_so(content: str | bytes, fact: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        yaml(tmp_path, content).node  # noqa: B018

    assert refused.value.fact.startswith(fact)


@pytest.mark.parametrize("level", ["[", "{a: ", "- ", "? ", "- - ? "])
@pytest.mark.parametrize("depth", [1_000, 200_000])
def test_deep_yaml_does_not_end_the_process(level: str, depth: int, tmp_path: Path) -> None:
    """The loader in C overflows its stack between 10,000 and 100,000 levels, and nobody can catch that."""
    with pytest.raises(Unreadable, match="nested too deeply"):
        yaml(tmp_path, level * depth).node  # noqa: B018


def test_wide_yaml_is_not_deep(tmp_path: Path) -> None:
    found = yaml(tmp_path, "a: [" + "[1], " * 10_000 + "]\nb: " + "word " * 1_000)

    assert len(items(pairs(found.node)["a"][1])) == 10_000


def test_headings_have_line_level_and_text(tmp_path: Path) -> None:
    text = "# One\r\n\r\n  ## Two ##\n#none\n####### none\n    # none\n### Three # four\n#\n# C#\n"

    assert headings(tmp_path, text) == [(1, 1, "One"), (3, 2, "Two"), (7, 3, "Three # four"), (9, 1, "C#")]


def test_headings_in_fences_are_none(tmp_path: Path) -> None:
    text = "```\n# no\n```python\n# no\n```\n# yes\n~~~~\n# no\n~~~\n```\n# no\n~~~~~\n# also\n"
    text += "```x``` is no fence\n# third\n"

    assert [heading for *_, heading in headings(tmp_path, text)] == ["yes", "also", "third"]


def test_a_long_heading_is_read_at_once(tmp_path: Path) -> None:
    started = time.perf_counter()

    assert len(headings(tmp_path, "# " + "# " * 500_000 + "x")) == 1
    assert time.perf_counter() - started < 5
