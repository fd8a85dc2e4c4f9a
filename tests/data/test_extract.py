"""An extract for sharing: pseudonyms for what names a person, all else as it was, and nothing half-written."""

import hashlib
import hmac
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlalchemy

from modelwright import run as stages
from modelwright.cli import main
from modelwright.data.extract import extract
from modelwright.errors import InputError, Refused
from modelwright.progress import Stage
from modelwright.repo import Repo
from tests.data.people import MAILS, PERSONS, ROWS, SURNAMES, TEMPLATE
from tests.repos import git

VARIABLE = "MODELWRIGHT_EXTRACT_KEY"
SECRET = "a secret of more than sixteen bytes"  # pragma: allowlist secret # noqa: S105 - of this test
FRAME = pl.DataFrame(
    {
        "customer_id": [10_000 + number for number in range(ROWS)],
        "name": SURNAMES,
        "mail": [None, *MAILS[1:]],
        **PERSONS,
        "amount": [number / 7 for number in range(ROWS)],
        "day": pl.date_range(pl.date(2024, 1, 1), pl.date(2024, 4, 9), eager=True),
        "tags": [["a", "b"], []] * (ROWS // 2),
    }
)
DECLARED = '"name", "mail"'


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A model repo with personal data, and the secret in the environment."""
    root = tmp_path / "repo"
    (root / "data").mkdir(parents=True)
    declare(root, DECLARED)
    FRAME.write_parquet(root / "data" / "rows.parquet")
    monkeypatch.setenv(VARIABLE, SECRET)
    monkeypatch.chdir(root)
    return Repo(root)


def declare(
    root: Path, personal: str, *, more: str = 'keys = ["customer_id"]\nquasi_identifiers = ["age", "sex"]'
) -> None:
    text = TEMPLATE.format(risk="minimal", personal=personal).replace("\n[features]", f"{more}\n\n[features]")
    (root / "model.toml").write_text(text, encoding="utf-8")


def made(repo: Repo, target: Path, **options: Any) -> pl.DataFrame:
    now = Stage("extract", bar=None)
    if options:
        extract(repo, str(target), key=VARIABLE, now=now, **options)
    else:
        stages.extract(repo, str(target), key=VARIABLE, now=now)
    return pl.read_parquet(target)


def pseudonym(column: str, value: str) -> str:
    """As the page says that a pseudonym is made."""
    key = hmac.digest(SECRET.encode(), b"modelwright extract\0" + column.encode(), hashlib.sha256)
    return hmac.digest(key, value.encode(), hashlib.sha256)[:16].hex()


def test_an_extract_has_all_rows_in_order_and_only_what_names_a_person_is_replaced(repo: Repo, tmp_path: Path) -> None:
    found = made(repo, tmp_path / "shared.parquet")
    replaced = ["customer_id", "name", "mail"]

    assert found.columns == FRAME.columns
    assert found.drop(replaced).equals(FRAME.drop(replaced))
    assert found["customer_id"].to_list() == [pseudonym("customer_id", str(one)) for one in FRAME["customer_id"]]
    assert found["name"].to_list() == [pseudonym("name", one) for one in SURNAMES]
    assert found["mail"].to_list() == [None, *(pseudonym("mail", one) for one in MAILS[1:])]


def test_nothing_that_was_replaced_is_in_the_file(repo: Repo, tmp_path: Path) -> None:
    target = tmp_path / "shared.parquet"
    made(repo, target)
    pl.read_parquet(target).write_parquet(target, compression="uncompressed")
    content = target.read_bytes()

    assert not any(one.encode() in content for one in (*SURNAMES, *MAILS[1:], SECRET))


def test_the_console_says_how_many_rows_and_how_small_the_smallest_group_is(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(tmp_path / "shared.parquet")]) == 0
    assert {one.name for one in tmp_path.iterdir()} == {repo.root.name, "shared.parquet"}
    told = capsys.readouterr().err

    assert "100 rows in, 100 rows out, name, mail, customer_id replaced" in told
    assert "k = 1 by age, sex" in told
    assert SECRET not in told
    assert "warning" not in told


@pytest.mark.parametrize(
    ("secret", "word"),
    [
        (None, "the environment variable MODELWRIGHT_EXTRACT_KEY is not set"),
        ("", "is not set"),
        ("short", "the secret has 5 bytes, and needs 16 or more"),
        ("abababababababababab", "the secret has 2 different bytes"),
    ],
)
def test_a_secret_that_is_none_is_refused_in_one_line(  # noqa: PLR0913, PLR0917 - fixtures
    repo: Repo,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    secret: str | None,
    word: str,
) -> None:
    monkeypatch.delenv(VARIABLE)
    if secret is not None:
        monkeypatch.setenv(VARIABLE, secret)

    assert main(["extract", str(tmp_path / "shared.parquet")]) == 2
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error")]
    assert len(told) == 1
    assert word in told[0]
    assert not secret or secret not in told[0]
    assert [*tmp_path.iterdir()] == [repo.root]


def test_a_secret_that_is_given_for_its_variable_is_not_shown(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(tmp_path / "shared.parquet"), "--key", SECRET]) == 2
    assert SECRET not in "".join(capsys.readouterr())
    assert [*tmp_path.iterdir()] == [repo.root]


def test_another_variable_may_hold_the_secret(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM_SECRET", SECRET[::-1])
    assert main(["extract", str(tmp_path / "other.parquet"), "--key", "TEAM_SECRET"]) == 0
    first = made(repo, tmp_path / "first.parquet")

    assert not set(first["name"]) & set(pl.read_parquet(tmp_path / "other.parquet")["name"])


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("shared.csv", "is no Parquet file"),
        ("absent/shared.parquet", "no such folder"),
        ("data", "is no Parquet file"),
        ("data/rows.parquet", "is the file that the rows come from"),
        ("other.parquet", "is there, and is no extract"),
        ("folder.parquet", "is a folder"),
    ],
)
def test_a_target_that_may_not_be_written_is_refused(repo: Repo, target: str, word: str) -> None:
    pl.DataFrame({"precious": [1]}).write_parquet(repo.root / "other.parquet")
    (repo.root / "folder.parquet").mkdir()
    before = {path: path.read_bytes() for path in repo.root.rglob("*") if path.is_file()}

    with pytest.raises(InputError, match=word):
        made(repo, Path(target))
    assert {path: path.read_bytes() for path in repo.root.rglob("*") if path.is_file()} == before


def test_an_earlier_extract_is_written_over(repo: Repo, tmp_path: Path) -> None:
    target = tmp_path / "shared.parquet"
    made(repo, target)
    FRAME.head(60).write_parquet(repo.data_path)

    assert made(repo, target).height == 60


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_its_owner_may_read_an_extract(repo: Repo, tmp_path: Path) -> None:
    target = tmp_path / "shared.parquet"
    made(repo, target)

    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_spec_that_names_nothing_to_replace_is_refused(repo: Repo, tmp_path: Path) -> None:
    declare(repo.root, "", more="")

    with pytest.raises(InputError, match=r"model.toml:\d+: data.personal and data.keys name no column"):
        made(repo, tmp_path / "shared.parquet")


def test_a_column_that_is_not_there_and_one_of_lists_are_refused(repo: Repo, tmp_path: Path) -> None:
    for personal, word in (('"absent"', "'absent' is not a column"), ('"tags"', "column 'tags': holds List")):
        declare(repo.root, personal)
        with pytest.raises(InputError, match=word):
            made(Repo(repo.root), tmp_path / "shared.parquet")
    assert list(tmp_path.glob("*")) == [repo.root]


def test_personal_data_that_are_not_declared_are_never_shared(repo: Repo, tmp_path: Path) -> None:
    declare(repo.root, '"name"')

    with pytest.raises(Refused, match=r"model.toml:\d+: data.personal: 'mail' holds e-mail address in 99 of 100"):
        made(repo, tmp_path / "shared.parquet")
    assert list(tmp_path.glob("*")) == [repo.root]


def test_a_read_that_breaks_off_leaves_the_last_extract(repo: Repo, tmp_path: Path) -> None:
    target = tmp_path / "shared.parquet"
    made(repo, target)
    before = target.read_bytes()

    def broken() -> Iterator[pl.DataFrame]:
        yield FRAME
        raise InputError("CONNECTION", "the database dropped the connection")

    with pytest.raises(InputError, match="dropped the connection"):
        made(repo, target, parts=broken())
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("*")) == ["repo", "shared.parquet"]


def test_a_file_that_is_cut_short_and_one_without_rows_are_refused(repo: Repo, tmp_path: Path) -> None:
    content = repo.data_path.read_bytes()
    repo.data_path.write_bytes(content[: len(content) // 2])
    with pytest.raises(InputError, match=r"data.rows.parquet: cannot be read"):
        made(repo, tmp_path / "shared.parquet")
    repo.data_path.unlink()
    with pytest.raises(InputError, match="no such data file"):
        made(repo, tmp_path / "shared.parquet")
    with pytest.raises(InputError, match="there are no rows"):
        made(repo, tmp_path / "shared.parquet", parts=iter(()))
    assert list(tmp_path.glob("*")) == [repo.root]


def test_rows_that_change_their_columns_on_the_way_are_refused(repo: Repo, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="change their columns or types"):
        made(repo, tmp_path / "shared.parquet", parts=[FRAME, FRAME.with_columns(pl.col("amount").cast(pl.String))])


def test_a_csv_file_gives_an_extract(repo: Repo, tmp_path: Path) -> None:
    FRAME.drop("tags").write_csv(repo.root / "data" / "rows.csv")
    text = (repo.root / "model.toml").read_text(encoding="utf-8").replace("rows.parquet", "rows.csv")
    (repo.root / "model.toml").write_text(text, encoding="utf-8")
    found = made(Repo(repo.root), tmp_path / "shared.parquet")

    assert found["customer_id"].to_list() == [pseudonym("customer_id", str(one)) for one in FRAME["customer_id"]]


def test_the_rows_of_a_database_come_in_parts(repo: Repo, tmp_path: Path) -> None:
    plain = FRAME.drop("tags", "day")
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'warehouse.db'}")
    plain.write_database("customers", engine)
    with engine.connect() as connection:
        parts = pl.read_database("SELECT * FROM customers", connection, iter_batches=True, batch_size=30)
        found = made(repo, tmp_path / "shared.parquet", parts=parts)
    engine.dispose()

    assert found.height == ROWS
    assert found.equals(made(repo, tmp_path / "file.parquet").drop("tags", "day"))


def test_an_extract_that_git_would_take_up_is_warned_of(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    git(repo.root, "init", "--quiet")
    (repo.root / ".gitignore").write_text("ignored.parquet\n", encoding="utf-8")

    made(repo, Path("ignored.parquet"))
    assert "warning" not in capsys.readouterr().err
    made(repo, Path("shared.parquet"))
    assert "warning   shared.parquet: git would take it up" in capsys.readouterr().err
