"""What somebody answers is rendered as it was written, whatever it means to Jinja, TOML or YAML."""

import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import Render
from tests.template.syntax import parse_error


@pytest.mark.parametrize("name", ["no", "null", "on", "yes", "off", "y", "e1"])
def test_a_name_that_yaml_has_a_word_for_stays_a_name(render: Render, tmp_path: Path, name: str) -> None:
    repo = render(tmp_path / "repo", project_name=name)

    assert yaml.safe_load((repo / ".copier-answers.yml").read_text(encoding="utf-8"))["project_name"] == name
    assert yaml.safe_load((repo / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"] == name


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }} # {% if task %} {# no #}",
        '"quoted" \'twice\' \\ `x` \\n \\u0041 """',
        "Größe \N{BEAR FACE}: [#1] & <b>",
    ],
)
def test_what_somebody_writes_is_rendered_literally(render: Render, tmp_path: Path, text: str) -> None:
    repo = render(tmp_path / "repo", description=text, team=text, contact="o'neil+{{7*7}}\\@example.com")

    texts = {path.name: path.read_text(encoding="utf-8") for path in repo.iterdir() if path.is_file()}
    assert not [name for name, content in texts.items() if parse_error(name, content)]
    spec = tomllib.loads(texts["model.toml"])
    answers = yaml.safe_load(texts[".copier-answers.yml"])
    assert spec["model"]["description"] == spec["owner"]["team"] == answers["description"] == answers["team"] == text
    assert spec["owner"]["contact"] == answers["contact"] == "o'neil+{{7*7}}\\@example.com"
    assert tomllib.loads(texts["pyproject.toml"])["project"]["description"] == text
    assert yaml.safe_load(texts["mkdocs.yml"])["site_description"] == text
    assert text in texts["README.md"]
