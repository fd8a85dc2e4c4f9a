"""What is fixed is written whole, in one go, and only where nobody allowed the finding."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from modelwright.checking.fixes import fix
from modelwright.errors import InputError
from modelwright.repo import Repo
from modelwright.sources import Code, File
from tests.checking.checks import install, lines, made, run, saying
from tests.sources.files import write


def replacing(old: str, new: str) -> Callable[[File], dict[str, bytes]]:
    return lambda file: {file.path: file.raw.replace(old.encode(), new.encode())}


def put_right(repo: Repo, *ids: str) -> tuple[list[str], list[str]]:
    """What was done, and what is found afterwards."""
    done, failures = fix(repo, run(repo, *ids))
    assert failures == []
    return done, lines(run(Repo(repo.root), *ids))


def test_several_checks_fix_one_file_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = write(tmp_path, "a.py", "bad = 1\r\nworse = 2\r\n")
    ids = install(
        monkeypatch,
        made("b-worse", saying("worse"), fix=replacing("worse", "good")),
        made("a-bad", saying("bad"), fix=replacing("bad", "worse")),
    )
    done, _ = put_right(repo, *ids)

    assert (tmp_path / "a.py").read_bytes() == b"good = 1\r\ngood = 2\r\n"
    assert [line.rpartition(" ")[2] for line in done] == ["[a-bad]", "[b-worse]"]
    assert put_right(Repo(tmp_path), *ids) == ([], [])


def test_permissions_and_links_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = write(tmp_path, "run.sh", "bad\n")
    (tmp_path / "run.sh").chmod(0o755)
    (tmp_path / "link.sh").symlink_to("run.sh")
    put_right(repo, *install(monkeypatch, made("a-bad", saying("bad"), fix=replacing("bad", "good"))))

    assert (tmp_path / "run.sh").read_bytes() == b"good\n"
    assert stat.S_IMODE((tmp_path / "run.sh").stat().st_mode) == 0o755
    assert (tmp_path / "link.sh").is_symlink()


def test_a_file_with_an_allowed_finding_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "bad = 1\nbad = 2  # modelwright: allow[a-bad] the other team reads it\n"
    repo = write(tmp_path, "a.py", text)
    ids = install(monkeypatch, made("a-bad", saying("bad ="), fix=replacing("bad", "good")))

    assert put_right(repo, *ids) == ([], ["a.py:1 a-bad"])
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == text


def test_a_fix_that_breaks_a_sound_file_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = write(tmp_path, "a.py", "bad = 1\n")
    ids = install(monkeypatch, made("a-bad", saying("bad"), Code, fix=replacing("bad", "(")))
    done, failures = fix(repo, run(repo, *ids))

    assert done == []
    assert [(one.check, one.path) for one in failures] == [("a-bad", "a.py")]
    assert (tmp_path / "a.py").read_bytes() == b"bad = 1\n"


def test_a_fix_that_fails_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(file: File) -> dict[str, bytes]:
        raise KeyError(file.path)

    repo = write(tmp_path, "a.py", "bad = 1\n")
    ids = install(
        monkeypatch,
        made("a-broken", saying("bad"), fix=broken),
        made("b-bad", saying("bad"), fix=replacing("bad", "good")),
    )
    done, failures = fix(repo, run(repo, *ids))

    assert [one.check for one in failures] == ["a-broken"]
    assert len(done) == 1


def test_a_fix_writes_only_the_file_of_its_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "other.py", "x = 1\n")
    repo = write(tmp_path, "a.py", "bad = 1\n")
    both = lambda file: {file.path: b"good = 1\n", "other.py": b"overwritten\n"}  # noqa: E731
    put_right(repo, *install(monkeypatch, made("a-bad", saying("bad"), fix=both)))

    assert (tmp_path / "other.py").read_bytes() == b"x = 1\n"


def test_a_read_only_file_is_wrong_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = write(tmp_path, "a.py", "bad = 1\n")
    (tmp_path / "a.py").chmod(0o444)
    ids = install(monkeypatch, made("a-bad", saying("bad"), fix=replacing("bad", "good")))

    with pytest.raises(InputError, match="it is read-only"):
        fix(repo, run(repo, *ids))
    assert (tmp_path / "a.py").read_bytes() == b"bad = 1\n"
