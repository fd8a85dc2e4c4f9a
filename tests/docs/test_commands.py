"""What a page tells people to type exists."""

from pathlib import Path

import pytest

from tests.docs.commands import named, typed, unknown, unknown_name
from tests.repos import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_on_a_page_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert [wrong for command in typed(text) if (wrong := unknown(command))] == []
    assert [wrong for command in named(text) if (wrong := unknown_name(command))] == []


def test_a_verb_an_option_or_a_target_that_does_not_exist_is_found() -> None:
    wrong = [
        "uv run modelwright fly",
        "modelwright check --twice",
        "make coffee",
        "uvx copier copy --fast KIT model",
        "uvx copier copy --defaults=yes KIT model",
    ]
    page = "```console\n" + "  # a comment\n".join(wrong) + "\n```\n"

    assert list(typed(page)) == wrong
    assert [command for command in typed(page) if unknown(command)] == wrong


def test_output_below_a_prompt_is_not_a_command() -> None:
    page = "```console\n$ uv run modelwright check\nmodelwright fly\n```\n"

    assert list(typed(page)) == ["uv run modelwright check"]


def test_a_verb_in_running_text_that_does_not_exist_is_found() -> None:
    page = "Use `uv run modelwright fly` or `modelwright new` after `make coffee`."

    assert [unknown_name(command) for command in named(page)] == ["fly", None, "coffee"]
