"""A file that is damaged in its middle is one line, whichever verb meets it, and nothing else is taken for damage."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from modelwright.cli import main
from modelwright.engines.damage import undamaged
from modelwright.errors import InputError
from tests.expectations.small import expect, repo_of

ROWS = {"a": [*range(5000)], "y": [place / 7 for place in range(5000)], "mail": ["none"] * 5000}


def damage(path: Path) -> None:
    """Overwrite bytes after the head; the foot, with the schema, stays."""
    pl.read_parquet(path).write_parquet(path, compression="snappy")
    content = bytearray(path.read_bytes())
    content[100:700] = np.random.default_rng(1).bytes(600)
    path.write_bytes(content)


@pytest.mark.parametrize("way", [["validate"], ["validate", "--propose"], ["validate", "--challenge"], ["run"]])
def test_it_is_one_line(
    way: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo_of(tmp_path, expect("column_values_to_not_be_null", "a"), rows=ROWS)
    damage(tmp_path / "data/rows.parquet")
    monkeypatch.chdir(tmp_path)

    code = main(way)

    assert code == 2
    *_, said = capsys.readouterr().err.splitlines()
    assert said.startswith("error: data/rows.parquet: cannot be read")
    assert not (tmp_path / "reports").exists()


def test_an_error_with_a_file_that_is_fine_is_no_damage(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, expect("column_values_to_not_be_null", "a"), rows=ROWS)

    with pytest.raises(pl.exceptions.ColumnNotFoundError), undamaged(repo):
        pl.scan_parquet(repo.data_path).select("z").collect()
    damage(repo.data_path)
    with pytest.raises(InputError, match="it is damaged"), undamaged(repo):
        pl.scan_parquet(repo.data_path).collect()
