"""The questions: few, each with a default and a help, and each says what it allows."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Render
from tests.template.copier_config import ASKED, CHOICES, CONFIG, QUESTIONS, environment
from tests.template.matrix import Matrix

WORDS = "1 to 40 lower-case letters and digits, in words joined by single hyphens, such as credit-default"
TAKEN = "Choose another name, such as"
LINE_OF_200 = "one line of 1 to 200 printable characters"
LINE_OF_80 = "one line of 1 to 80 printable characters"
RECORDED = {"_commit": "v0.0.0", "_src_path": "/kit"}
REACHABLE = "an e-mail address or a URL that starts with https://"


def refusal(question: str, answer: str, **known: Any) -> str:
    """What the validator of a question says against an answer."""
    answers = {"reserved": QUESTIONS["reserved"]["default"], "_copier_answers": RECORDED, **known}
    return environment().from_string(ASKED[question]["validator"]).render({**answers, question: answer}).strip()


def test_at_most_nine_questions_are_asked() -> None:
    assert len(ASKED) <= 9


@pytest.mark.parametrize("question", list(ASKED))
def test_a_question_has_a_help_a_default_and_a_rule(question: str) -> None:
    entry = ASKED[question]
    assert entry["help"]
    assert entry["default"]
    assert ("choices" in entry) != ("validator" in entry)


@pytest.mark.parametrize("question", list(CHOICES))
def test_a_default_is_one_of_the_choices(question: str) -> None:
    assert ASKED[question]["default"] in CHOICES[question]


def test_the_answers_file_records_what_was_asked_and_nothing_else(matrix: Matrix) -> None:
    for folder in matrix.values():
        recorded = yaml.safe_load((folder / ".copier-answers.yml").read_text(encoding="utf-8"))
        assert recorded.keys() == {*ASKED, "_commit", "_src_path"}


def test_nobody_is_asked_to_trust_the_template() -> None:
    assert not {"_tasks", "_migrations", "_jinja_extensions", "_external_data"} & CONFIG.keys()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        *(("project_name", name) for name in ("a", "credit-default", "m2", "model-2024-b", "a" * 40)),
        *(
            ("description", text)
            for text in (
                "x",
                "x" * 200,
                "\"a\" 'b' `c`",
                "a\\n\\",
                "Größe \N{BEAR FACE}",
                "{{ 7*7 }}",
                "a: b # c",
                "[x]",
            )
        ),
        *(("team", text) for text in ("x", "x" * 80, "O'Brien & Söhne", "Team: #1")),
        *(("contact", at) for at in ("a@b.c", "a+b@example.com", "https://example.com/team?x=1#y")),
    ],
)
def test_a_good_answer_is_taken(question: str, answer: str) -> None:
    assert refusal(question, answer) == ""


@pytest.mark.parametrize(
    ("question", "answer", "says"),
    [
        *(
            ("project_name", name, WORDS)
            for name in ("", "Credit", "credit default", "1st", "a--b", "-a", "a-", "a_b", "a.b", "größe", "a/b", "a\n")
        ),
        ("project_name", "a" * 41, WORDS),
        *(
            ("project_name", name, TAKEN)
            for name in ("class", "match", "json", "pandas", "sqlite3", "great-expectations")
        ),
        *(("description", text, LINE_OF_200) for text in ("", "   ", "x" * 201, "a\nb", "a\x00", "\x1b[31m", "\x7f")),
        *(("team", text, LINE_OF_80) for text in ("", "   ", "x" * 81, "a\nb", "a\tb")),
        *(
            ("contact", at, REACHABLE)
            for at in (
                "",
                "the team",
                "a@",
                "@b",
                "a b@c.d",
                "a@b@c",
                "http://a.b",
                "https://",
                "<a@b.c>",
                "https://a b",
            )
        ),
    ],
)
def test_a_bad_answer_is_refused_with_what_is_allowed(question: str, answer: str, says: str) -> None:
    assert says in refusal(question, answer)


# Each of these was taken once, and broke the rendered repository.
@pytest.mark.parametrize("invisible", ["\x80", "\x85", "\x9f", "\u2028", "\u2029", "\ufeff", "\ud800", "\ufffe"])
def test_a_character_that_yaml_does_not_keep_is_refused(invisible: str) -> None:
    assert LINE_OF_200 in refusal("description", f"a{invisible}b")
    assert LINE_OF_80 in refusal("team", f"a{invisible}b")
    assert REACHABLE in refusal("contact", f"a{invisible}b@example.com")


@pytest.mark.parametrize("contact", ["team@example.com\n", "https://example.com\n"])
def test_a_contact_is_one_line(contact: str) -> None:
    assert REACHABLE in refusal("contact", contact)


@pytest.mark.parametrize(
    "address",
    ["https://me:secret@git.example.com/kit.git", "git+https://oauth2:token@h.example/k"],  # pragma: allowlist secret
)
def test_an_address_of_the_kit_that_holds_a_password_is_refused(address: str) -> None:
    assert "holds a password" in refusal("project_name", "a", _copier_answers={**RECORDED, "_src_path": address})


@pytest.mark.parametrize("address", ["git@github.com:org/kit.git", "ssh://git@host/kit", "gh:org/kit", "C:\\kit", "/a:b@c"])
def test_an_address_of_the_kit_without_a_password_is_taken(address: str) -> None:
    assert refusal("project_name", "a", _copier_answers={**RECORDED, "_src_path": address}) == ""


def test_a_kit_that_is_no_git_repository_is_refused_with_the_cure() -> None:
    assert "clone it" in refusal("project_name", "a", _copier_answers={})


def test_copier_refuses_a_bad_answer_and_writes_nothing(render: Render, tmp_path: Path) -> None:
    for question, answer, says in (("project_name", "class", TAKEN), ("risk", "none", "Invalid choice for 'risk'")):
        with pytest.raises(ValueError, match=re.escape(says)):
            render(tmp_path / "repo", **{question: answer})
        assert not (tmp_path / "repo").exists()
