"""The files of the template, before anything is rendered."""

import re

import pytest

from tests.repos import ROOT
from tests.template.copier_config import template_paths
from tests.template.syntax import PARSERS, language, parse_error

PATHS = list(template_paths())
EXPRESSION = re.compile(r"\{\{.*?\}\}")
# It defines each key of `[use]`, `[data]` and so on once for each task, which TOML does not allow before one is chosen.
MANY_SPECS_IN_ONE = "model.toml.jinja"


@pytest.mark.parametrize("path", PATHS)
def test_only_files_that_vary_are_templates(path: str) -> None:
    content = (ROOT / "template" / path).read_bytes()
    varies = b"\0" not in content and re.search(rb"(?<!\$)\{\{|\{%|\{#", content) is not None

    assert varies == path.endswith(".jinja")


def unrendered(path: str) -> str:
    """A file with a word, or a number, in the place of each expression. Block tags are left: they are comments."""
    text = (ROOT / "template" / path).read_text(encoding="utf-8")
    return EXPRESSION.sub("word" if language(path) == "py" else "0", text)


@pytest.mark.parametrize("path", [path for path in PATHS if language(path) in PARSERS and path != MANY_SPECS_IN_ONE])
def test_a_file_parses_before_its_blocks_are_rendered(path: str) -> None:
    assert parse_error(path, unrendered(path)) is None


def test_the_spec_parses_only_once_a_task_is_chosen() -> None:
    assert "Cannot overwrite a value" in str(parse_error(MANY_SPECS_IN_ONE, unrendered(MANY_SPECS_IN_ONE)))


def test_a_block_tag_that_is_no_comment_is_seen() -> None:
    assert parse_error("a.py.jinja", "{% if risk %}\na = 1\n{% endif %}\n")
    assert parse_error("a.toml.jinja", "{% if risk %}\na = 1\n{% endif %}\n")
    assert parse_error("a.yml.jinja", "{% if risk %}\na: 1\n{% endif %}\n")
