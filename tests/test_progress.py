"""A person sees what is going on: plain lines in a log, a bar on a terminal."""

import os
import pty
import subprocess
import sys

import pytest

from modelwright.progress import stage, track

SCRIPT = """
from modelwright.progress import stage, track
with stage("train") as now:
    for _ in track(range(3), "trial"):
        pass
    now.done("best of 3")
"""


def test_a_log_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with stage("train") as now:
        for _ in track(range(2), "trial"):
            pass
        now.done("best of 2")

    *lines, last = capsys.readouterr().err.splitlines()
    assert lines == ["train     ...", "train     trial 1 of 2", "train     trial 2 of 2"]
    assert last.startswith("train     best of 2 (")


def test_a_terminal_gets_a_bar() -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    subprocess.run([sys.executable, "-c", SCRIPT], stderr=theirs, env=environment, check=True)
    os.close(theirs)
    shown = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:  # the other end is closed, and all is read
            break
        if not read:
            break
        shown += read
    text = shown.decode()

    assert "━" in text
    assert "best of 3" in text
    assert "trial 1 of 3\n" not in text


def test_tracking_outside_a_stage_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track([1, 2], "row")) == [1, 2]
    assert capsys.readouterr().err == ""


def test_a_stage_that_fails_says_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="broken"), stage("train"):
        raise ValueError("broken")

    assert capsys.readouterr().err == "train     ...\n"
