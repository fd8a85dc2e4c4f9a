"""A mistake in `[tool.modelwright]` is one line that names the file, the line and what is there instead."""

from pathlib import Path

import pytest

from modelwright.checking.settings import ALWAYS, Settings, chosen, read_settings
from modelwright.checks import check_ids
from modelwright.errors import InputError
from tests.sources.files import write


def settings(folder: Path, text: str) -> Settings:
    return read_settings(write(folder, "pyproject.toml", text))


def test_without_a_table_everything_is_checked(tmp_path: Path) -> None:
    assert settings(tmp_path, "[project]\nname = 'modelwright'\n") == Settings()
    assert chosen(Settings()) == list(check_ids())


def test_every_key_is_read(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        """
        [tool.modelwright]
        select = ["pin-disagreement", "unreadable-file"]
        exclude = ["tests/cases"]
        [tool.modelwright.ignore]
        unreadable-file = { reason = "the examples are broken", paths = ["docs/*.py"] }
        spec-invalid = { reason = "there is no model yet" }
        """,
    )

    assert chosen(found) == ["pin-disagreement", "spec-invalid", "unreadable-file"]
    assert not found.looks_at("tests/cases/deep/a.py")
    assert found.looks_at("tests/a.py")
    assert found.ignores("unreadable-file", "docs/a.py")
    assert not found.ignores("unreadable-file", "src/a.py")
    assert found.ignores("spec-invalid", "model.toml")


@pytest.mark.parametrize(
    ("text", "line", "fact"),
    [
        ("select = 'a'", 2, "tool.modelwright.select: expected an array of strings"),
        ("select = [3]", 2, "tool.modelwright.select: expected an array of strings"),
        ("\nselect = ['pin-disagrement']", 3, "there is no check 'pin-disagrement'; did you mean pin-disagreement?"),
        ("select = ['zzzzzz']", 2, "there is no check 'zzzzzz'"),
        ("exclude = ['']", 2, "tool.modelwright.exclude: holds an empty string"),
        ("exclude = ['!a.py']", 2, "tool.modelwright.exclude: a pattern cannot take back another one"),
        ("excludes = []", 2, "tool.modelwright.excludes: there is no such key; there are select, ignore, exclude"),
        ("ignore = ['spec-invalid']", 2, "tool.modelwright.ignore: expected a table for each check"),
        ("[tool.modelwright.ignore]\nspec-invalid = 'x'", 3, "spec-invalid: expected a table with a reason"),
        ("[tool.modelwright.ignore]\nspec-invalid = {}", 3, "reason: a reason of at least 10 characters is needed"),
        ("[tool.modelwright.ignore.spec-invalid]\nreason = 'short'", 3, "reason: a reason of at least 10 characters"),
        ("[tool.modelwright.ignore]\nno-such = { reason = 'because it is so' }", 3, "there is no check 'no-such'"),
        (
            "[tool.modelwright.ignore.spec-invalid]\nreason = 'because it is so'\npath = 'a'",
            4,
            "path: there is no such key",
        ),
        (
            "[tool.modelwright.ignore.spec-invalid]\nreason = 'because it is so'\npaths = 'a'",
            4,
            "paths: expected an array",
        ),
    ],
)
def test_a_mistake_names_its_line(text: str, line: int, fact: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        settings(tmp_path, f"[tool.modelwright]\n{text}\n")

    assert fact in refused.value.fact
    assert refused.value.line == line
    assert refused.value.place.endswith("pyproject.toml")


@pytest.mark.parametrize("text", ["[tool]\nmodelwright = 3", "tool = { modelwright = [] }", "# modelwright\n[tool"])
def test_a_table_of_any_shape_is_no_traceback(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"pyproject\.toml:"):
        settings(tmp_path, text)


def test_the_command_line_goes_before_the_configuration() -> None:
    configured = Settings(select=("pin-disagreement",))

    assert "unused-allowance" in chosen(configured, ["unused-allowance"])
    assert "pin-disagreement" not in chosen(configured, ["unused-allowance"])


def test_what_could_not_be_read_is_always_said_unless_it_is_ignored_by_name() -> None:
    assert set(chosen(Settings(), ["pin-disagreement"])) == {"pin-disagreement", *ALWAYS}
    assert chosen(Settings(), ["pin-disagreement"], list(ALWAYS)) == ["pin-disagreement"]


def test_to_leave_no_check_is_a_mistake() -> None:
    with pytest.raises(InputError, match="leaves no check to run"):
        chosen(Settings(), ["pin-disagreement"], ["pin-disagreement"])


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_the_nearest_name_is_offered(option: str) -> None:
    names = {option.removeprefix("--"): ["unreadable-files"]}

    with pytest.raises(
        InputError, match=f"{option}: there is no check 'unreadable-files'; did you mean unreadable-file"
    ):
        chosen(Settings(), **names)
