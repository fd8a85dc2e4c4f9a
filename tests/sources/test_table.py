"""Data files are read in pieces, whatever their format, and what is broken says so."""

import gzip
from pathlib import Path

import polars as pl
import pytest

from modelwright.repo import Repo
from modelwright.sources import Table, Unreadable

FRAME = pl.DataFrame(
    {
        "town": ["Ulm", "Bonn", None],
        "reading": [12_345_678, 23_456_789, None],
        "share": [0.25, 0.5, 0.75],
        "day": pl.Series(["2024-01-01", "2024-01-02", "2024-01-03"]).str.to_date(),
    }
)
SUFFIXES = [".csv", ".tsv", ".csv.gz", ".tsv.gz", ".parquet", ".feather", ".arrow", ".jsonl", ".ndjson"]


def written(folder: Path, suffix: str, frame: pl.DataFrame = FRAME) -> Table:
    path = folder / f"a{suffix}"
    if suffix.startswith((".csv", ".tsv")):
        text = frame.write_csv(separator="\t" if "tsv" in suffix else ",").encode()
        path.write_bytes(gzip.compress(text) if suffix.endswith(".gz") else text)
    elif suffix == ".parquet":
        frame.write_parquet(path)
    elif suffix == ".feather":
        frame.write_ipc(path)
    elif suffix == ".arrow":
        frame.write_ipc_stream(path)
    else:
        frame.write_ndjson(path)
    return Table(Repo(folder), path.name)


def of_bytes(folder: Path, name: str, content: bytes) -> Table:
    (folder / name).write_bytes(content)
    return Table(Repo(folder), name)


def values(table: Table) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for piece in table.pieces():
        for column in piece.columns:
            found.setdefault(column.name, []).extend(column.values)
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_gives_its_columns_and_its_text(suffix: str, tmp_path: Path) -> None:
    table = written(tmp_path, suffix)

    assert table.columns == ["town", "reading", "share", "day"]
    found = values(table)
    assert [one or None for one in found["town"]] == ["Ulm", "Bonn", None]
    assert [one or None for one in found["reading"]] == ["12345678", "23456789", None]
    assert found["day"] == ["2024-01-01", "2024-01-02", "2024-01-03"]


def test_numbers_that_say_nothing_about_a_person_are_not_read_from_columnar_files(tmp_path: Path) -> None:
    table = written(tmp_path, ".parquet", pl.DataFrame({"a": [0.5], "b": [12], "c": [True], "d": [12_345_678]}))

    assert values(table) == {"b": [None], "d": ["12345678"]}


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_large_files_come_in_pieces_that_know_their_rows(suffix: str, tmp_path: Path) -> None:
    rows = 120_000
    table = written(tmp_path, suffix, pl.DataFrame({"n": [f"row {number}" for number in range(rows)]}))

    pieces = list(table.pieces())

    assert len(pieces) > 1
    for piece in pieces:
        assert piece.columns[0].values[0] == f"row {piece.first_row}"
    assert sum(len(piece.columns[0].values) for piece in pieces) == rows


def test_long_texts_make_short_pieces(tmp_path: Path) -> None:
    table = written(tmp_path, ".parquet", pl.DataFrame({"page": ["word " * 10_000] * 400}))

    assert max(len(piece.columns[0].values) for piece in table.pieces()) < 100


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    text = (
        "a,b;c\n".replace(",", delimiter)
        if delimiter == ","
        else f"a{delimiter}b, the second{delimiter}c\n1{delimiter}2{delimiter}3\n"
    )
    table = of_bytes(tmp_path, "a.csv", (text if delimiter != "," else "a,b,c\n1,2,3\n").encode())

    assert len(table.columns) == 3


def test_ragged_rows_lose_no_cell(tmp_path: Path) -> None:
    table = of_bytes(tmp_path, "a.csv", b"a,b\n1\n2,3,4,5\n\n6,7\n")

    cells = {cell for column in values(table).values() for cell in column if cell}

    assert cells == set("1234567")


def test_quoted_cells_hold_delimiters_and_line_breaks(tmp_path: Path) -> None:
    table = of_bytes(tmp_path, "a.csv", b'a,b\n"1, and\n2",3\n')

    assert values(table) == {"a": ["1, and\n2"], "b": ["3"]}


def test_a_quote_that_is_never_closed_hides_nothing(tmp_path: Path) -> None:
    lines = "".join(f"row {number},x\n" for number in range(600_000))
    table = of_bytes(tmp_path, "a.csv", f'a,b\n"open,1\n{lines}'.encode())

    text = "\n".join(cell for column in values(table).values() for cell in column if cell)

    assert all(f"row {number}," in text or f"row {number}\n" in text for number in (0, 300_000, 599_999))


@pytest.mark.parametrize(
    "content",
    [
        "größe,ort\n1,Köln\n".encode("latin-1"),
        "größe,ort\n1,Köln\n".encode("utf-16"),
        "\ufeffgröße,ort\n1,Köln\n".encode(),
    ],
)
def test_other_encodings_are_read(content: bytes, tmp_path: Path) -> None:
    table = of_bytes(tmp_path, "a.csv", content)

    assert len(table.columns) == 2
    assert table.columns[1] == "ort"
    assert values(table)["ort"][0].endswith("ln")  # type: ignore[union-attr]


def test_an_empty_file_of_text_has_no_rows(tmp_path: Path) -> None:
    for name in ("a.csv", "a.jsonl"):
        table = of_bytes(tmp_path, name, b"")
        assert table.columns == []
        assert values(table) == {}


def test_records_are_flattened_and_a_line_that_is_none_is_kept_as_it_is(tmp_path: Path) -> None:
    table = of_bytes(
        tmp_path, "a.jsonl", b'{"a": {"b": "x", "c": [{"d": "y"}, {"d": 7}]}, "e": true}\nno JSON\n\n{"e": "z"}\n'
    )

    assert table.columns == ["a", "e"]
    found = values(table)
    assert found["a.c.d"][0] == "y 7"
    assert "no JSON" in found[""]
    assert "z" in found["e"]


def test_text_in_nested_columns_is_read(tmp_path: Path) -> None:
    table = written(
        tmp_path, ".parquet", pl.DataFrame({"a": [["x1"], ["x2"]], "b": [{"c": "y"}, {"c": "z"}], "v": [[0.5], [0.1]]})
    )

    found = values(table)

    assert "x2" in str(found["a"][1])
    assert "z" in str(found["b"][1])
    assert "v" not in found


def test_lines_are_known_where_there_are_lines(tmp_path: Path) -> None:
    assert [written(tmp_path, suffix).line_of(3) for suffix in (".csv", ".jsonl", ".parquet")] == [5, 4, 1]


def broken(folder: Path, suffix: str) -> Table:
    path = written(folder, suffix, pl.DataFrame({"a": [f"row {number}" for number in range(5_000)]})).full_path
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    return Table(Repo(folder), path.name)


@pytest.mark.parametrize("suffix", [".parquet", ".feather", ".csv.gz"])
def test_a_file_that_is_cut_off_is_unreadable(suffix: str, tmp_path: Path) -> None:
    table = broken(tmp_path, suffix)

    with pytest.raises(Unreadable) as error:
        list(table.pieces())
    assert "\n" not in error.value.fact


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.parquet", b""), ("a.parquet", b"PAR1 no PAR1"), ("a.feather", b"ARROW1 no"), ("a.arrow", b"nothing"),
        ("a.csv", b"a,b\0\1\2"),
        ("a.csv.gz", b"not packed"), ("a.jsonl", b"no JSON\n"), ("a.jsonl", b"[1, 2]\n"),
    ],
)  # fmt: skip
def test_what_is_not_what_its_name_says_has_no_columns(name: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        of_bytes(tmp_path, name, content).columns  # noqa: B018 - reading it is the question


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_not_there_is_unreadable(suffix: str, tmp_path: Path) -> None:
    table = Table(Repo(tmp_path), f"gone{suffix}")

    with pytest.raises(Unreadable):
        table.columns  # noqa: B018
    with pytest.raises(Unreadable):
        list(table.pieces())


def test_damage_in_the_middle_is_unreadable_and_no_panic(tmp_path: Path) -> None:
    path = written(
        tmp_path, ".parquet", pl.DataFrame({"a": [f"row {number % 977}" for number in range(50_000)]})
    ).full_path
    raw = bytearray(path.read_bytes())
    for start in range(100, len(raw) - 600, max(len(raw) // 40, 1)):
        path.write_bytes(bytes(raw[:start]) + bytes(64) + bytes(raw[start + 64 :]))
        try:
            list(Table(Repo(tmp_path), path.name).pieces())
        except Unreadable as error:
            assert error.fact  # noqa: PT017 - either is right: the damage may lie where nothing is stored


def test_text_is_read_without_polars(tmp_path: Path) -> None:
    import subprocess
    import sys

    written(tmp_path, ".csv")
    code = (
        "import sys\nfrom pathlib import Path\nfrom modelwright.repo import Repo\nfrom modelwright.sources "
        "import Table\n"
        "assert list(Table(Repo(Path(sys.argv[1])), 'a.csv').pieces())\nassert 'polars' not in sys.modules"
    )
    answer = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stderr
