"""What is generated is what the code says now, and a file that is not gets named."""

import inspect
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.generate import generated, main, stale
from docs.pages.schema import COPIES
from modelwright.spec import json_schema
from tests.repos import ROOT

SOURCES = (
    *("docs", "template", ".github", "hooks", "tests/checks", "tests/controls", "tests/repos.py", "copier.yml"),
    *(".pre-commit-hooks.yaml", ".pre-commit-config.yaml"),
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of everything that the generator reads and writes."""
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name)  # with what Python compiled
        else:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
    assert check(tmp_path) == (0, [])
    return tmp_path


def check(folder: Path, *options: str) -> tuple[int, list[str]]:
    """Run the generator of a checkout; gives its exit code and the files that it names."""
    answer = subprocess.run(
        [sys.executable, folder / "docs" / "generate.py", *(options or ("--check",))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not answer.stderr, answer.stderr
    return answer.returncode, [line.partition(":")[0] for line in answer.stdout.splitlines()]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}


def test_nothing_that_is_committed_is_stale() -> None:
    assert stale() == []


def test_every_stale_file_is_named_and_none_is_written(checkout: Path) -> None:
    reference = checkout / "docs" / "reference"
    with (reference / "cli.md").open("a", encoding="utf-8") as page:
        page.write("An edit by hand.\n")
    (reference / "gates.md").unlink()
    (reference / "checks" / "gone.md").write_text("# gone\n", encoding="utf-8")
    before = contents(checkout)

    code, named = check(checkout)

    assert code == 1
    assert named == ["docs/reference/checks/gone.md", "docs/reference/cli.md", "docs/reference/gates.md"]
    assert contents(checkout) == before


def test_a_line_end_of_another_system_is_stale(checkout: Path) -> None:
    page = checkout / "docs" / "reference" / "spec.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))

    assert check(checkout) == (1, ["docs/reference/spec.md"])


@pytest.mark.parametrize(
    ("source", "before", "after", "page"),
    [
        ("copier.yml", "The team that owns the model", "Who owns the model", "docs/reference/questions.md"),
        ("template/model.toml.jinja", "holdout = 0.2", "holdout = 0.3", "docs/reference/spec.md"),
        (".github/workflows/quality.yml", "Lent to model repos", "Lent", "docs/reference/workflows.md"),
        ("docs/pages/gate_words.py", "the easiest way", "an easy way", "docs/reference/gates.md"),
        (
            "tests/checks/cases/leak-target-feature/good/model.toml",
            'numeric = ["age"]',
            'numeric = ["years"]',
            "docs/reference/checks/leak-target-feature.md",
        ),
        (COPIES[1], "The spec of a model", "A spec", COPIES[1]),
    ],
)
def test_a_changed_source_makes_its_page_stale(checkout: Path, source: str, before: str, after: str, page: str) -> None:
    text = (checkout / source).read_text(encoding="utf-8")
    assert before in text
    (checkout / source).write_text(text.replace(before, after), encoding="utf-8")

    assert check(checkout) == (1, [page])


def test_writing_makes_everything_fresh(checkout: Path) -> None:
    shutil.rmtree(checkout / "docs" / "reference" / "checks")
    (checkout / COPIES[0]).write_text("{}", encoding="utf-8")

    answer = subprocess.run([sys.executable, checkout / "docs" / "generate.py"], check=True, capture_output=True)

    assert COPIES[0].encode() in answer.stdout
    assert check(checkout) == (0, [])
    assert contents(checkout / "docs" / "reference") != {}


def test_another_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--force"]) == 2
    assert "--check" in capsys.readouterr().err


def test_both_copies_of_the_schema_are_the_schema_of_the_spec() -> None:
    library, template = ((ROOT / path).read_bytes() for path in COPIES)

    assert library == template
    assert library.decode() == json.dumps(json_schema(), indent=2) + "\n"


def test_the_schema_is_the_same_on_every_version_of_python() -> None:
    """Up to Python 3.12, a docstring of several lines keeps the indentation of the code."""
    descriptions = [table["description"] for table in json_schema()["$defs"].values()]

    assert [text for text in descriptions if text != inspect.cleandoc(text)] == []


def test_a_page_says_what_it_is_written_from() -> None:
    pages = {path: text for path, text in generated().items() if path.endswith(".md")}

    assert [path for path, text in pages.items() if "Written by docs/generate.py from" not in text] == []


def test_every_line_of_a_table_has_as_many_cells() -> None:
    """A `|` that is not escaped would add a cell to its line, and what follows would stand in the wrong column."""
    for path, text in generated().items():
        for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(widths) == 1, f"{path}: {block}"
