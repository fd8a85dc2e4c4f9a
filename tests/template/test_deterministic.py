"""The same answers give the same bytes, on every day and every machine."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Render
from tests.repos import ROOT, Kit, commit_all, git
from tests.template.matrix import COMBINATIONS, Combination, Matrix, Variant, contents

# Every task at every risk, and each of the other answers with each of those.
SOME = [one for number, one in enumerate(COMBINATIONS) if number % 6 == number // 6 % 6]
YEARS_LATER = 365 * 7 + 100


def render_elsewhere(kit: Path, target: Path, combinations: Sequence[Combination]) -> None:
    """Render where everything but the answers is different: day, time zone, locale, home, umask and order of hashes."""
    (target / "home").mkdir(parents=True)
    command = [
        "-m",
        "tests.template.render_elsewhere",
        str(kit),
        str(target),
        str(YEARS_LATER),
        *map(str, combinations),
    ]
    answer = subprocess.run(
        [sys.executable, *command],
        cwd=target,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "HOME": str(target / "home"),
            "PYTHONHASHSEED": "7",
            "TZ": "Pacific/Kiritimati",
            # An ASCII locale, which Python would otherwise replace by UTF-8.
            "LC_ALL": "C",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONUTF8": "0",
        },
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr


def test_the_same_answers_give_the_same_bytes_elsewhere(matrix: Matrix, kit: Kit, tmp_path: Path) -> None:
    assert {(one.task, one.risk) for one in SOME} == {(one.task, one.risk) for one in COMBINATIONS}
    assert {(one.serving, one.code_host) for one in SOME} == {(one.serving, one.code_host) for one in COMBINATIONS}

    render_elsewhere(kit.path, tmp_path / "elsewhere", SOME)

    for combination in SOME:
        here, there = contents(matrix[combination]), contents(tmp_path / "elsewhere" / str(combination))
        assert here.keys() == there.keys(), combination
        assert not [path for path in here if here[path] != there[path]], combination


@pytest.mark.parametrize(
    "text",
    [
        "{{ '%Y' | strftime }}",
        "{{ ('2000-01-01 00:00:00' | to_datetime('%Y-%m-%d %H:%M:%S')).now().year }}",
        "{{ ('2000-01-01 00:00:00' | to_datetime('%Y-%m-%d %H:%M:%S')).today().year }}",
        "{{ '%z' | strftime }}",
        "{{ (dict(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9).keys() - {}.keys()) | join }}",
        "{{ '~' | expanduser }}",
        "{{ 'abcdefghijklmnop' | list | shuffle | join }}",
        "{{ _copier_conf.dst_path }}",
    ],
)
def test_a_text_that_depends_on_the_day_or_the_machine_is_seen(render: Render, tmp_path: Path, text: str) -> None:
    source = tmp_path / "kit"
    (source / "template").mkdir(parents=True)
    shutil.copy(ROOT / "copier.yml", source)
    (source / "template" / "a.txt.jinja").write_text(text, encoding="utf-8")
    git(commit_all(source), "tag", "v0.0.0")
    combination = COMBINATIONS[0]

    here = render(tmp_path / "here", source=str(source), **combination._asdict())
    render_elsewhere(source, tmp_path / "elsewhere", [combination])

    assert contents(here) != contents(tmp_path / "elsewhere" / str(combination))


def test_no_text_names_the_day_on_which_it_was_rendered(variants: list[Variant]) -> None:
    today = dt.datetime.now(tz=dt.UTC).date()
    # The matrix may have been rendered just before midnight, and east or west of here.
    days = [today + dt.timedelta(days=offset) for offset in (-1, 0, 1)]
    written = [
        day.strftime(form).encode() for day in days for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y")
    ]

    assert not [str(one) for one in variants if any(day in one.content for day in written)]
