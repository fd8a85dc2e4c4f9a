"""A data file has no stated source and licence.

## What it does

Reports data files (Parquet, CSV, JSON lines, Arrow, Excel, NumPy, HDF5, SQLite and the like, and archives and pickles
in a folder `data`) that nothing describes. A file is described when the spec names it (`data.path`, with `source` and
`licence`), or when a `README.md` in its folder, or in a folder above it, does.

A `README.md` describes a file in one of two ways:

- A section names the file (`train.csv`), its path (`raw/train.csv`), its folder (`raw/`) or a pattern of it
  (`*.parquet`), and has a line `Source` and a line `Licence`, each with something after it. The two lines may stand
  in a section around it instead.
- A table with the columns `Source` and `Licence` has a row that names the file, with both cells filled.

`unknown`, `none`, `TODO` and `?` state nothing. Not data: what lies under `models`, `reports`, `results`, `outputs`,
`artifacts` and `tests`, and what a library writes while it trains, such as `catboost_info`.

## Why it matters

Nobody may use, share or train on data whose licence is unknown, and nobody can get the next version of data whose
source is. Asked years later, those who knew have left. Technical documentation of a model begins with this.

## How to fix it

Write down where the data come from and under which licence, beside the file, in `data/README.md`. If it cannot be
found out, remove the data. Data made by a script have a source too: name the script.

## Reference

T. Gebru et al. (2021). Datasheets for datasets. Communications of the ACM 64(12).
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from modelwright.finding import Finding
from modelwright.layout import SPEC_NAME
from modelwright.patterns import compiled
from modelwright.repo import Repo
from modelwright.sources import Markdown, Toml, Unreadable

FAMILY = "privacy"
_DATA = (
    ".parquet", ".csv", ".tsv", ".jsonl", ".ndjson", ".feather", ".arrow", ".orc", ".avro", ".xlsx", ".xls", ".xlsb",
    ".ods", ".npy", ".npz", ".h5", ".hdf5", ".nc", ".zarr", ".sqlite", ".sqlite3", ".duckdb", ".mat", ".sav", ".dta",
    ".sas7bdat", ".rds", ".rdata", ".arff", ".libsvm", ".svmlight", ".tfrecord", ".tfrecords", ".lmdb", ".geojson",
    ".shp", ".gpkg",
)  # fmt: skip
# Data only where the folder says so.
_IN_DATA_FOLDER = (".zip", ".tar", ".tgz", ".7z", ".rar", ".pkl", ".pickle", ".db", ".rec", ".bin")
_PACKED = (".gz", ".bz2", ".xz", ".zst", ".lz4")
_DATA_FOLDERS = {"data", "datasets", "dataset", "raw", "interim", "processed", "external"}
# What others than data lie in, or data that a test makes up.
_NOT_DATA = {
    "models", "reports", "artifacts", "mlruns", "checkpoints", "catboost_info", "lightning_logs", "wandb", "site",
    "tests", "test", "testing", "fixtures", "testdata", "test_data", "snapshots", ".git", ".dvc", "node_modules",
}  # fmt: skip
# Likewise, but not in a data folder: results of a study are data.
_MADE_HERE = {"results", "outputs", "output", "submissions"}
READS = (
    SPEC_NAME,
    "*README.md",
    "*README.md.jinja",
    *(f"*{suffix}" for suffix in (*_DATA, *_IN_DATA_FOLDER, *_PACKED)),
)

_SOURCE = compiled(r"\b(?:sources?|origin|provenance)\b", re.IGNORECASE)
_LICENCE = compiled(r"\blicen[cs]e[sd]?\b", re.IGNORECASE)
_NOTHING = compiled(r"(?:unknown|none|n/?a|to ?do|tbd|to be (?:done|defined|clarified)|not known|unclear|missing|\?+)?")
_MARKUP = " \t\r*_`|:=-\u2013\u2014.#>[]()"


class Section(NamedTuple):
    """A section of a README: its own lines, and those of the sections around it."""

    own: tuple[str, ...]
    around: tuple[str, ...] = ()


def check(repo: Repo) -> Iterator[Finding]:
    """Each data file that neither the spec nor a README describes."""
    named = _named_by_spec(repo)
    readmes: dict[str, list[Section]] = {}
    for path in repo.files:
        if path == named or not is_data(path):
            continue
        lacking = _lacking(repo, path, readmes)
        if lacking:
            yield Finding(path, 1, lacking)


def is_data(path: str) -> bool:
    """Whether a file is data by its name and place."""
    *folders, name = path.lower().split("/")
    if not _NOT_DATA.isdisjoint(folders):
        return False
    packed = next((suffix for suffix in _PACKED if name.endswith(suffix)), "")
    plain = name.removesuffix(packed)
    in_data_folder = not _DATA_FOLDERS.isdisjoint(folders)
    if not in_data_folder and not _MADE_HERE.isdisjoint(folders):
        return False
    return plain.endswith(_DATA) or (in_data_folder and (bool(packed) or plain.endswith(_IN_DATA_FOLDER)))


def _named_by_spec(repo: Repo) -> str | None:
    """The data file of the spec, even where the spec is invalid elsewhere."""
    if not (repo.root / SPEC_NAME).is_file():
        return None
    try:
        data = Toml(repo, SPEC_NAME).document.get("data")
    except Unreadable:
        return None
    if not isinstance(data, dict) or not all(_states(str(data.get(key, ""))) for key in ("source", "licence")):
        return None
    return str(data.get("path", "")).removeprefix("./")


def _lacking(repo: Repo, path: str, readmes: dict[str, list[Section]]) -> str | None:
    """What no README says of this file; None where one says it all."""
    missing = "no README.md beside or above it names it"
    folders = path.split("/")[:-1]
    for depth in range(len(folders), -1, -1):
        folder = "/".join(folders[:depth])
        readme = _readme(repo, folder)
        if readme not in readmes:
            readmes[readme] = _sections(repo, readme)
        below = path[len(folder) :].lstrip("/")
        for section in readmes[readme]:
            lines = [line for line in section.own if _names(line, below)]
            if not lines:
                continue
            source, licence = _stated(section, lines, _SOURCE), _stated(section, lines, _LICENCE)
            if source and licence:
                return None
            what = " and ".join(word for word, said in (("source", source), ("licence", licence)) if not said)
            missing = f"{readme} names it without its {what}"
    return missing


def _readme(repo: Repo, folder: str) -> str:
    """The README of a folder; in a template, what one is rendered from."""
    name = f"{folder}/README.md".lstrip("/")
    template = f"{name}.jinja"
    return template if not (repo.root / name).is_file() and (repo.root / template).is_file() else name


def _sections(repo: Repo, path: str) -> list[Section]:
    if not (repo.root / path).is_file():
        return []
    page = Markdown(repo, path)
    try:
        headings, lines = page.headings, page.lines
    except Unreadable:
        return []
    starts = [(1, 0), *((line, level) for line, level, _ in headings)]
    ends = [line for line, _ in starts[1:]] + [len(lines) + 1]
    found: list[Section] = []
    above: list[tuple[int, tuple[str, ...]]] = []
    for (start, level), end in zip(starts, ends, strict=True):
        own = tuple(lines[start - 1 : end - 1])
        above = [one for one in above if one[0] < level]
        found.append(Section(own, tuple(line for _, around in above for line in around)))
        above.append((level, own))
    return found


def _names(line: str, below: str) -> bool:
    """Whether a line names the file: by its name, its path from the README, a folder of that path, or a pattern."""
    name = below.rpartition("/")[2]
    if any(re.search(rf"(?<![\w./-])(?:\./)?{re.escape(one)}(?![\w-]|\.\w)", line) for one in {name, below}):
        return True
    for word in re.split(r"[\s`'\"()|,;<>]+", line):
        shown = word.removeprefix("./").rstrip(":.")
        if shown.endswith("/") and len(shown) > 1 and below.startswith(shown):
            return True
        if "*" in shown and shown.strip("*_./") and (fnmatchcase(name, shown) or fnmatchcase(below, shown)):
            return True
    return False


def _stated(section: Section, naming: list[str], word: re.Pattern[str]) -> bool:
    """Whether this is stated: in a cell of a row that names the file, or in a line of the section or one around it."""
    return _in_column(section.own, naming, word) or any(
        _in_line(line, word) for line in (*section.own, *section.around)
    )


def _in_line(line: str, word: re.Pattern[str]) -> bool:
    label = word.search(line)
    if label is None or line.lstrip().startswith("#"):
        return False
    rest = line[label.end() :]
    # `| Source | Licence |` is the head of a table: its cells state something, it does not.
    return _states(rest) and not (line.count("|") > 2 and _SOURCE.search(line) and _LICENCE.search(line))  # noqa: PLR2004


def _in_column(lines: tuple[str, ...], naming: list[str], word: re.Pattern[str]) -> bool:
    head: list[str] = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if "|" not in line:
            head = []
        elif not head:
            head = cells
        elif line in naming:
            for title, cell in zip(head, cells, strict=False):
                if word.search(title) and _states(cell):
                    return True
    return False


def _states(text: str) -> bool:
    """Whether this says something."""
    return not _NOTHING.fullmatch(text.strip(_MARKUP).lower())
