"""A file is written whole or not at all."""

import os
from pathlib import Path

import pytest

from modelwright.errors import InputError
from modelwright.files import replace_whole, write_whole


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", b"whole")

    assert (tmp_path / "a" / "b.txt").read_bytes() == b"whole"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_the_last_good_file_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"good")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write_whole(tmp_path / "a.txt", b"half")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.txt", b"good")]


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")

    with pytest.raises(InputError, match="cannot be written to"):
        write_whole(tmp_path / "a" / "b.txt", b"")


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("a" * 255), b"whole")

    assert (tmp_path / ("a" * 255)).read_bytes() == b"whole"


@pytest.mark.parametrize("link", ["nowhere", "loop"])
def test_a_link_that_leads_nowhere_is_named(link: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("gone")

    with pytest.raises(InputError, match="cannot be written"):
        replace_whole(tmp_path / link, b"")
