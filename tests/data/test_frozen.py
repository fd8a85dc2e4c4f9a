"""Once a split is frozen, the side of a row depends on nothing but the row and the spec."""

from pathlib import Path

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwright.data.frozen import freeze, frozen, is_frozen
from modelwright.data.splits import is_holdout, sides
from modelwright.errors import InputError
from modelwright.repo import Repo
from modelwright.spec import Spec, load_spec
from tests.data.rows import KEYED, SPECS, STRATIFIED, TIMED, rows
from tests.specs import spec
from tests.test_spec import GOOD

ALL = rows(1200)
FIRST = ALL.head(600)


def side(frame: pd.DataFrame, of: Spec) -> dict[int, tuple[bool, bool]]:
    """Where each id lies: in training, in the holdout."""
    chosen = sides(frame, of)
    found = zip(chosen.training.tolist(), chosen.holdout.tolist(), strict=True)
    return dict(zip(frame["id"].tolist(), found, strict=True))


@pytest.mark.parametrize("name", SPECS)
@given(st.data())
@settings(max_examples=15, deadline=None)
def test_rows_that_come_go_and_change_places_move_no_other(name: str, data: st.DataObject) -> None:
    fixed = frozen(SPECS[name], FIRST)
    before = side(FIRST, fixed)
    kept = data.draw(st.lists(st.integers(0, 1199), min_size=300, max_size=900, unique=True))

    now = side(ALL.iloc[kept], fixed)

    assert is_frozen(fixed)
    assert all(now[one] == before[one] for one in now.keys() & before.keys())


@pytest.mark.parametrize("name", ["stratified", "time"])
def test_what_is_not_frozen_does_move(name: str) -> None:
    """The negative control of the property above: newer rows push older ones out of a holdout that is not frozen."""
    loose = SPECS[name]
    newer = ALL.assign(day=ALL["day"] + pd.to_timedelta(ALL["id"] // 600 * 60, unit="D"))

    before, now = side(newer.head(600), loose), side(newer, loose)

    assert not is_frozen(loose)
    assert any(now[one] != before[one] for one in before)


@pytest.mark.parametrize("name", SPECS)
def test_freezing_moves_no_row(name: str) -> None:
    assert side(FIRST, frozen(SPECS[name], FIRST)) == side(FIRST, SPECS[name])


def test_a_split_that_is_frozen_stays_as_it_is() -> None:
    fixed = frozen(TIMED, FIRST)

    assert frozen(fixed, ALL.assign(day=ALL["day"] + pd.Timedelta(days=99))) is fixed
    assert frozen(KEYED, FIRST) is KEYED


@pytest.mark.parametrize(
    ("times", "cut"),
    [
        (pd.date_range("2024-01-01", periods=10), "2024-01-09"),
        (pd.date_range("2024-01-01", periods=10, freq="h"), "2024-01-01T08:00:00"),
        (pd.date_range("2024-01-01", periods=10, tz="Europe/Berlin"), "2024-01-09T00:00:00+01:00"),
        (np.arange(10), 8),
        (np.arange(10) / 4, 2.0),
    ],
)
def test_the_cut_is_written_as_people_write_times(times: object, cut: object) -> None:
    frame = pd.DataFrame({"day": times, "id": range(10)})

    fixed = frozen(TIMED, frame)

    assert fixed.split.cut == cut
    assert is_holdout(frame, fixed).tolist() == [False] * 8 + [True] * 2


def test_a_day_as_cut_is_a_day_of_the_times_own_zone() -> None:
    frame = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=96, freq="h", tz="Asia/Tokyo"), "id": range(96)})
    dated = spec(split={"strategy": "time", "column": "day", "cut": "2024-01-04"})

    assert is_holdout(frame, dated).sum() == 24


@pytest.mark.parametrize(
    ("times", "cut", "fact"),
    [
        (pd.date_range("2024-01-01", periods=4), 3, "split.cut: 3 is no value of 'day', which holds datetime64"),
        (np.arange(4), "2024-01-02", "split.cut: '2024-01-02' is no value of 'day', which holds int64"),
        (
            pd.date_range("2024-01-01", periods=4),
            "2024-01-02T00:00:00+01:00",
            r"split.cut: '2024-01-02T00:00:00\+01:00' has a time zone, and 'day' has none",
        ),
        (pd.date_range("2024-01-01", periods=4), "2031-01-02", "split: 0 of 4 rows would be held out"),
    ],
)
def test_a_cut_that_the_column_cannot_have_is_refused(times: object, cut: object, fact: str) -> None:
    with pytest.raises(InputError, match=f"^{fact}"):
        sides(pd.DataFrame({"day": times}), spec(split={"strategy": "time", "column": "day", "cut": cut}))


def repo_of(folder: Path, split: str) -> Repo:
    text = GOOD.replace('target = "left"', 'target = "y"').replace('strategy = "random"', split)
    text = text.replace("positive = true", 'positive = 1\nkeys = ["id"]').replace('["age"]', '["a"]')
    (folder / "model.toml").write_bytes(text.encode())
    return Repo(folder)


def test_the_cut_is_written_into_the_spec_and_nothing_else_is(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, 'strategy = "time"\ncolumn = "day" # when\nholdout = 0.3')
    before = repo.spec_text

    [line] = freeze(repo, FIRST)

    assert line.startswith('cut = "2024-02-04"')
    assert repo.spec_text.replace(line + "\n", "") == before
    assert repo.spec == frozen(repo.spec, ALL)
    assert freeze(repo, ALL) == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_thresholds_are_written_below_the_table_of_the_split(tmp_path: Path, end: str) -> None:
    repo = repo_of(tmp_path, f'strategy = "random"{end}stratify = "y"{end}')
    path = tmp_path / "model.toml"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", end.encode()))
    wanted = frozen(repo.spec, FIRST)

    added = freeze(repo, FIRST)

    assert added[1:3] == ["[split.frozen]", f'of = "{wanted.split.drawn_by(("id",))}"']
    assert load_spec(path) == repo.spec == wanted
    assert path.read_bytes().count(end.encode()) == path.read_bytes().count(b"\n")
    text = path.read_text(encoding="utf-8")
    assert text.index("[split.frozen]") < text.index("[promises]")


@pytest.mark.parametrize("label", ['a "b" \\ c', "a.b", "π 🚲", "x\x7fy", "line\nend", "x]", ""])
def test_any_name_of_a_stratum_is_a_key_of_the_spec(tmp_path: Path, label: str) -> None:
    repo = repo_of(tmp_path, 'strategy = "random"\nstratify = "c"')
    frame = FIRST.assign(c=np.where(FIRST["c"] == "x", label, "y"))

    freeze(repo, frame)

    assert repo.spec.split.frozen is not None
    assert set(repo.spec.split.frozen.shares) == {label, "y"}


def test_a_spec_that_is_laid_out_otherwise_is_left_alone(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, 'strategy = "random"')
    path = tmp_path / "model.toml"
    text = path.read_text(encoding="utf-8").replace('[split]\nstrategy = "random"\n', "")
    path.write_text('split = { strategy = "time", column = "day" }\n' + text, encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(InputError, match='split: add what freezes it by hand: cut = "2024-02-09"'):
        freeze(repo, FIRST)
    assert path.read_bytes() == before


def changed(of: Spec, **keys: object) -> Spec:
    return msgspec.structs.replace(of, split=msgspec.structs.replace(of.split, **keys))


def test_thresholds_of_another_column_are_refused() -> None:
    fixed = frozen(STRATIFIED, FIRST)

    with pytest.raises(InputError, match=r"split.frozen: no value of 'c' is one of its strata: delete the table"):
        sides(FIRST, changed(fixed, stratify="c"))
