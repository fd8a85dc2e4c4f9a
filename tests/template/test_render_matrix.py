"""Every combination of answers renders, and what it renders is well-formed."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable

import jsonschema
import pytest
import yaml

from modelwright.spec import load_spec
from tests.repos import ROOT
from tests.template.copier_config import CHOICES
from tests.template.matrix import Combination, Matrix, Variant, contents
from tests.template.syntax import parse_error

LONGEST_PATH = 120
WINDOWS_FORBIDS = re.compile(r'[<>:"\\|?*\x00-\x1f]|[ .](/|$)')
WINDOWS_RESERVES = re.compile(r"(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)", re.IGNORECASE)
GITHUB_EXPRESSION = re.compile(r"\$\{\{.*?\}\}")
JINJA = re.compile(r"\{\{|\}\}|\{%|%\}")


def jinja_left(text: str) -> bool:
    return bool(JINJA.search(GITHUB_EXPRESSION.sub("", text)))


def flaw_of_text(content: bytes) -> str | None:
    """The first thing that an editor or a formatter would change."""
    if b"\r" in content:
        return "a carriage return"
    if content and not content.endswith(b"\n"):
        return "no newline at the end"
    if content.endswith(b"\n\n") or content == b"\n":
        return "an empty line at the end"
    if re.search(rb"[ \t]+$", content, re.MULTILINE):
        return "a space at the end of a line"
    return None


def flaw_of_path(path: str) -> str | None:
    """Why somebody could not check a path out."""
    if WINDOWS_FORBIDS.search(path) or WINDOWS_RESERVES.search(path):
        return "Windows forbids it"
    if len(path) > LONGEST_PATH:
        return f"{len(path)} characters"
    return None


@pytest.fixture(scope="module")
def texts(variants: list[Variant]) -> list[Variant]:
    """Everything but the data files, which are binary."""
    return [variant for variant in variants if not variant.path.endswith(".parquet")]


def complaints(variants: Iterable[Variant], judge: Callable[[Variant], object]) -> list[str]:
    judged = ((variant, judge(variant)) for variant in variants)
    return [f"{variant}: {complaint}" for variant, complaint in judged if complaint]


def test_the_matrix_is_of_every_question_with_choices() -> None:
    assert Combination._fields == tuple(CHOICES)


def test_every_combination_renders(matrix: Matrix) -> None:
    for combination, folder in matrix.items():
        rendered = contents(folder)
        assert {"model.toml", "pyproject.toml", ".copier-answers.yml"} <= rendered.keys(), combination
        assert yaml.safe_load(rendered[".copier-answers.yml"]).items() >= combination._asdict().items()


def test_every_file_parses_as_its_language(texts: list[Variant]) -> None:
    assert not complaints(texts, lambda one: parse_error(one.path, one.text))


@pytest.mark.parametrize(
    ("path", "text"),
    [("a.py", "def:\n"), ("a.toml", "a =\n"), ("a.yml", "a: [\n"), ("a.yaml", "a: b: c\n"), ("a.json", "{,}\n")],
)
def test_a_file_that_does_not_parse_is_seen(path: str, text: str) -> None:
    assert parse_error(path, text)


def test_every_spec_loads_and_meets_the_schema(variants: list[Variant], matrix: Matrix) -> None:
    schema = json.loads((ROOT / "hooks/modelwright/schema/model.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for variant in (one for one in variants if one.path == "model.toml"):
        spec = load_spec(matrix[variant.combination] / "model.toml")
        validator.validate(tomllib.loads(variant.text))
        assert spec.model.task == variant.combination.task
        assert spec.model.risk == variant.combination.risk
        assert spec.model.serving == variant.combination.serving


def test_every_path_that_a_spec_names_is_rendered(variants: list[Variant], matrix: Matrix) -> None:
    for variant in (one for one in variants if one.path == "model.toml"):
        folder = matrix[variant.combination]
        spec = load_spec(folder / "model.toml")
        for path in (spec.data.path, spec.data.expectations, f"src/{spec.model.package}/train.py"):
            assert (folder / path).is_file(), f"{variant}: {path}"


def test_the_schema_that_editors_read_is_the_one_of_the_library(variants: list[Variant]) -> None:
    [rendered] = [one for one in variants if one.path == ".modelwright/model.schema.json"]
    assert rendered.content == (ROOT / "hooks/modelwright/schema/model.schema.json").read_bytes()


def test_no_jinja_is_left(texts: list[Variant]) -> None:
    assert not complaints(texts, lambda one: jinja_left(one.text))
    assert not [one.path for one in texts if jinja_left(one.path)]


@pytest.mark.parametrize("left", ["{{ task }}", '# {% if risk == "high" %}', "a %}", "${{ inputs.a }} {{ b }}"])
def test_jinja_that_is_left_is_seen(left: str) -> None:
    assert jinja_left(left)
    assert not jinja_left("python: ${{ inputs.python-version }}")


def test_every_path_can_be_checked_out_everywhere(variants: list[Variant]) -> None:
    assert not complaints(variants, lambda one: flaw_of_path(one.path))


def test_every_path_of_the_longest_package_can_be_checked_out(variants: list[Variant]) -> None:
    longest = {one.path.replace("my_model", "m" * 40) for one in variants}
    assert not [path for path in longest if flaw_of_path(path)]


@pytest.mark.parametrize("path", ['a"b', "a/b:c", "docs/aux.md", "COM1/a", "end./a", "end ", "a" * (LONGEST_PATH + 1)])
def test_a_path_that_somebody_cannot_check_out_is_seen(path: str) -> None:
    assert flaw_of_path(path)


def test_no_two_paths_differ_by_case_only(matrix: Matrix) -> None:
    for combination, folder in matrix.items():
        paths = list(contents(folder))
        assert len({path.lower() for path in paths}) == len(paths), combination


def test_every_text_is_as_an_editor_would_save_it(texts: list[Variant]) -> None:
    assert not complaints(texts, lambda one: flaw_of_text(one.content))


@pytest.mark.parametrize("content", [b"a", b"a\n\n", b"\n", b"a \nb\n", b"a\t\n", b"a\r\n"])
def test_a_text_that_an_editor_would_change_is_seen(content: bytes) -> None:
    assert flaw_of_text(content)
