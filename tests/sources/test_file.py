"""A file is read once, as text where it is text, and says why where it cannot be read."""

import os
import re
from pathlib import Path

import pytest

from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import File, Unreadable, covers
from tests.sources.files import file


@pytest.mark.parametrize(
    "content",
    ["žluťoučký".encode(), b"\xef\xbb\xbf" + "žluťoučký".encode(), "žluťoučký".encode("utf-16")],
    ids=["utf-8", "byte order mark", "utf-16"],
)
def test_text_is_read_without_a_byte_order_mark(content: bytes, tmp_path: Path) -> None:
    found = file(tmp_path, content)

    assert found.is_text
    assert found.text == "žluťoučký"


def test_what_is_not_text_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        file(tmp_path, b"a\nb\n\xff\n").text  # noqa: B018

    assert (refused.value.fact, refused.value.line) == ("is not UTF-8 text", 3)


def test_a_null_byte_is_no_text(tmp_path: Path) -> None:
    assert not file(tmp_path, b"a\0b").is_text


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    assert file(tmp_path, "a\r\nb\x0cc\u2028d\n").lines == ["a", "b\x0cc\u2028d", ""]


def test_a_match_is_found_at_its_line_and_column(tmp_path: Path) -> None:
    found = file(tmp_path, "é\r\nab cd\r\n")
    [match] = re.finditer("cd", found.text)

    assert found.at(match, "is there") == Finding("notes.txt", 2, "is there", 4)


def test_a_file_that_vanished_says_so_every_time(tmp_path: Path) -> None:
    gone = File(Repo(tmp_path), "gone.txt")

    for _ in range(2):
        with pytest.raises(Unreadable, match="No such file"):
            gone.text  # noqa: B018


def test_a_file_is_not_read_twice_after_it_failed(tmp_path: Path) -> None:
    late = File(Repo(tmp_path), "late.txt")
    with pytest.raises(Unreadable):
        late.raw  # noqa: B018
    (tmp_path / "late.txt").write_text("here now", encoding="utf-8")

    with pytest.raises(Unreadable):
        late.raw  # noqa: B018


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")

    with pytest.raises(Unreadable, match="is not a file"):
        File(Repo(tmp_path), "pipe.py").raw  # noqa: B018


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    large = file(tmp_path, "")
    os.truncate(large.full_path, File.limit + 1)

    assert not large.is_text
    with pytest.raises(Unreadable, match="is larger than 10 MB"):
        large.text  # noqa: B018
    assert "raw" not in vars(large)


@pytest.mark.parametrize(
    ("pattern", "path", "covered"),
    [
        ("tests/cases", "tests/cases/a/b.py", True),
        ("tests/cases/", "tests/cases/a.py", True),
        ("tests/cases", "tests/cases.py", False),
        ("tests/cases", "more/tests/cases/a.py", False),
        ("data/", "a/data/b.csv", True),
        ("data/", "data", False),
        ("data", "data", True),
        ("*.csv", "a/b/c.csv", True),
        ("data/*.csv", "data/a.csv", True),
        ("data/*.csv", "data/more/a.csv", False),
        ("data/**/*.csv", "data/more/still/a.csv", True),
        ("data/**/*.csv", "data/a.csv", True),
        ("data/**", "data/a/b", True),
        ("**/cases", "a/b/cases/c", True),
        ("/setup.py", "setup.py", True),
        ("/setup.py", "a/setup.py", False),
        ("./src", "src/a.py", True),
        ("a?c.py", "abc.py", True),
        ("a?c.py", "a/c.py", False),
        ("a[!b]c.py", "a/c.py", False),
        ("[ab].py", "b.py", True),
        ("[!ab].py", "b.py", False),
        ("[", "[", True),
        (".", "anything/at/all", True),
        ("a.py", "axpy", False),
        ("src\\a", "src/a/b.py", True),
    ],
)
def test_patterns_are_those_of_gitignore(pattern: str, path: str, covered: bool) -> None:  # noqa: FBT001
    assert covers([pattern], path) is covered


def test_a_pattern_of_many_stars_does_not_search_for_ever() -> None:
    assert not covers(["**" * 50 + "*a" * 12 + "x"], "a" * 200)
