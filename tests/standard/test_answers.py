"""Where a repository's kit came from is read as the template reads it."""

from pathlib import Path

import pytest

from modelwright.layout import ANSWERS
from modelwright.repo import Repo
from modelwright.standard.answers import Answers, kit_slug, slug_of, url_of
from tests.standard.written import write
from tests.template.copier_config import QUESTIONS, environment

SOURCES = [
    "/srv/kits/model kit",
    "/srv/kit@1#50%20/ä",
    "C:\\kits\\model kit",
    "D:/kits/kit",
    "gh:acme/kit",
    "gh:/acme/kit.git",
    "gl:acme/ml/kit",
    "git+https://git.example.com/acme/kit.git",
    "git+file:///srv/kit",
    "file:///srv/kit",
    "https://github.com/acme/kit",
    "https://github.com/acme/kit.git",
    "https://git.example.com/acme/kit/",
    "ssh://git@git.example.com/acme/kit.git",
    "git@git.example.com:acme/kit.git",
    "git@git.example.com:acme/kit",
]


def as_the_template(source: str) -> tuple[str, str]:
    """The two derived values of `copier.yml`, evaluated by Jinja."""
    jinja = environment()
    url = jinja.from_string(QUESTIONS["kit_url"]["default"]).render(kit_source=source)
    return url, jinja.from_string(QUESTIONS["kit_slug"]["default"]).render(kit_url=url)


@pytest.mark.parametrize("source", SOURCES)
def test_the_address_and_the_slug_are_those_of_the_template(source: str) -> None:
    assert (url_of(source), slug_of(url_of(source))) == as_the_template(source)


def test_the_answers_are_read_as_they_are_written(tmp_path: Path) -> None:
    write(tmp_path, ANSWERS, '_commit: v1.2.0\n_src_path: "gh:acme/kit"\nteam: "Tëam \\"A\\""\nlist: [1]\n')

    answers = Answers.of(Repo(tmp_path))

    assert answers is not None
    assert answers.version == "v1.2.0"
    assert answers.values["team"] == 'Tëam "A"'
    assert "list" not in answers.values
    assert kit_slug(Repo(tmp_path)) == "acme/kit"


@pytest.mark.parametrize(
    "content", [b"", b"[1, 2]", b"text", b"_commit: {a: b}", b"\xff\xfe\xff", b"a: [", b"? [a]\n: b\n"]
)
def test_a_file_that_records_nothing_is_no_answer(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ANSWERS).write_bytes(content)

    answers = Answers.of(Repo(tmp_path))

    assert answers is None or answers.version == ""
    assert kit_slug(Repo(tmp_path)) == ""


def test_a_repository_that_is_on_no_kit_has_no_answers(tmp_path: Path) -> None:
    assert Answers.of(Repo(tmp_path)) is None
    assert kit_slug(Repo(tmp_path)) == ""
