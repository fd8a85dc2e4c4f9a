"""Paths of one machine are found in every spelling, and no finding prints the name of a person."""

import json
import time
from pathlib import Path

import pytest

from modelwright.checks.machine_path import check
from modelwright.repo import Repo
from modelwright.sources import opened


def facts(folder: Path, name: str, text: str) -> list[str]:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return [finding.fact for finding in check(opened(Repo(folder), name)[-1])]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/home/jane/data/loans.csv", "/home/***/data/loans.csv"),
        ("/Users/jane.doe/loans.csv", "/Users/***/loans.csv"),
        ("/home/jané/loans.csv", "/home/***/loans.csv"),
        ("/home/jane/work/jane-loans.csv", "/home/***/work/***-loans.csv"),
        ("file:///home/jane/loans.csv", "/home/***/loans.csv"),
        ("sqlite:////home/jane/loans.db", "/home/***/loans.db"),
        (r"C:\Users\jane\loans.csv", r"C:\Users\***\loans.csv"),
        ("c:/Users/jane/loans.csv", "c:/Users/***/loans.csv"),
        (r"C:\Users\Jane Doe\loans.csv", r"C:\Users\***\loans.csv"),
        ("/mnt/c/Users/jane/loans.csv", "/mnt/c/Users/***/loans.csv"),
        ("/media/jane/stick/loans.csv", "/media/***/stick/loans.csv"),
        (r"C:\Users\jane", r"C:\Users\***"),
        (r"C:\Users\jan\loans.csv", r"C:\Users\***\loans.csv"),
        ("/Users/use/loans/use_2.csv", "/Users/***/loans/***_2.csv"),
        ("/mnt/c/Users/jane", "/mnt/c/Users/***"),
        ("/mnt/backup/home/jane/loans.csv", "/mnt/backup/home/***/loans.csv"),
        (r"D:\projects\loans.csv", r"D:\projects\loans.csv"),
        ("E:/loans.csv", "E:/loans.csv"),
        ("/mnt/share/loans.csv", "/mnt/share/loans.csv"),
        ("/root/loans.csv", "/root/loans.csv"),
        ("/kaggle/input/loans/loans.csv", "/kaggle/input/loans/loans.csv"),
        ("/content/drive/MyDrive/loans.csv", "/content/drive/MyDrive/loans.csv"),
        ("~/Downloads/loans.csv", "~/Downloads/loans.csv"),
    ],
)
@pytest.mark.parametrize("kind", ["a.py", "a.json", "a.toml", "a.yaml"])
def test_such_a_path_is_found_and_its_person_masked(path: str, shown: str, kind: str, tmp_path: Path) -> None:
    text = {
        "a.py": f"PATH = {path!r}\n",
        "a.json": json.dumps({"path": path}),
        "a.toml": f"path = '{path}'\n",
        "a.yaml": f"path: '{path}'\n",
    }

    [fact] = facts(tmp_path, kind, text[kind])

    assert fact == f"'{shown}' is a place on one machine"
    assert "jan" not in fact.lower()


@pytest.mark.parametrize(
    "text",
    [
        'URL = "https://example.com/home/jane/loans.csv"',
        'URL = "s3://bucket/home/jane/loans.csv"',
        'NOWHERE = "/dev/null"\nTEMPORARY = "/tmp/loans"\nTOOL = "/usr/bin/env"',
        'PROGRAM = r"C:\\Program Files\\R\\bin"',
        '@app.get("/home/users/all")\ndef users(): ...',
        'HOME = "/home"\nUSERS = "/users/jane/loans"',
        'path = base + "/home/jane/loans.csv"',
        'path = f"{root}/home/jane/loans.csv"',
        '"""Run it as /home/jane/loans.py."""',
        "def load():\n    'Read /home/jane/loans.csv.'",
        "# /home/jane/loans.csv\nload()",
        'PATTERN = r"(?i:\\w+)\\d"\nTIME = "at 10:/20"\nRATIO = "A:B"',
        'CACHE = "~/.cache/loans"\nTEMPLATE = "/home/{user}/loans"\nOTHER = "/home/$USER/loans"',
        'ICON = "/media/assets/logo.png"',
        'IMAGE = "jovyan:/home/jane/work"',
        'LABEL = "ID:\\n  none"',
    ],
)
def test_what_only_looks_like_one_is_let_be(text: str, tmp_path: Path) -> None:
    assert facts(tmp_path, "a.py", text) == []


@pytest.mark.parametrize(
    "name",
    [
        ".github/workflows/a.yml", "docker-compose.yml", "deploy/k8s/a.yaml", ".devcontainer/devcontainer.json",
        ".appveyor.yml",
    ],
)  # fmt: skip
def test_files_that_describe_a_machine_may_name_its_places(name: str, tmp_path: Path) -> None:
    assert facts(tmp_path, name, 'path: "/home/runner/work"\n') == []
    assert facts(tmp_path, "settings.yml", 'path: "/home/runner/work"\n')


def test_a_comment_of_a_document_is_let_be(tmp_path: Path) -> None:
    text = "# like /home/jane/loans.csv\npath: loans.csv  # not /home/jane/loans.csv\n"

    assert facts(tmp_path, "a.yaml", text) == []


def test_a_path_in_a_long_text_is_found_on_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('QUERY = """\nselect *\nfrom "/home/jane/loans.csv"\n"""\n', encoding="utf-8")

    [finding] = check(opened(Repo(tmp_path), "a.py")[0])

    assert finding.line == 3


def test_a_line_of_megabytes_takes_no_time(tmp_path: Path) -> None:
    text = json.dumps({"a": "/home/" * 300_000, "b": "C:\\" * 300_000, "c": "x:/" * 300_000})
    (tmp_path / "a.json").write_text(text, encoding="utf-8")

    start = time.perf_counter()
    list(check(opened(Repo(tmp_path), "a.json")[0]))

    assert time.perf_counter() - start < 5
