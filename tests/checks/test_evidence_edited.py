"""Evidence that was edited, merged by halves or made up is found, even where its digest was made anew."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from modelwright.evidence import SEAL, seal
from tests.checks.evidence import MODEL, model_repo
from tests.checks.model_repos import found, write

CHECK = "evidence-edited"
EVALUATION = "reports/evaluation.json"
CARD = f"""\
# Model card

- Model file: SHA-256 {MODEL}...

| | Gate | Promised | Measured |
| --- | --- | --- | --- |
| kept | quality-roc-auc | at least 0.7 | roc_auc 0.737 (0.702 to 0.771) on 600 rows |
| kept | beats-linear | more than 0.01 | roc_auc ahead of the linear baseline by 0.033 (0.011 to 0.058) |

Earlier models had 0.9 (0.8 to 1.0), on other rows.
"""


def facts(root: Path) -> list[str]:
    return [line.split(": ", 1)[1] for line in found(CHECK, root)]


def forge(root: Path, edit: Callable[[dict[str, Any]], object], name: str = "evaluation") -> Path:
    """Edit evidence, and make its digest anew."""
    path = root / "reports" / f"{name}.json"
    content = json.loads(path.read_text())
    edit(content)
    content[SEAL] = seal(content)
    path.write_text(json.dumps(content, indent=2))
    return root


def test_evidence_as_it_was_written_is_fine(tmp_path: Path) -> None:
    write(model_repo(tmp_path), {"reports/model-card.md": CARD})

    assert found(CHECK, tmp_path) == []


@pytest.mark.parametrize("name", ["validation", "training", "evaluation"])
def test_any_number_that_is_changed_is_noticed(tmp_path: Path, name: str) -> None:
    path = model_repo(tmp_path) / "reports" / f"{name}.json"
    text = path.read_text()
    digits = [index for index, letter in enumerate(text) if letter.isdigit() and index < text.index(f'"{SEAL}"')]
    for index in digits:
        path.write_text(text[:index] + str((int(text[index]) + 1) % 10) + text[index + 1 :])
        assert len(found(CHECK, tmp_path)) == 1, text[index - 20 : index + 1]


def test_a_line_that_is_taken_out_is_noticed(tmp_path: Path) -> None:
    path = model_repo(tmp_path) / "reports/training.json"
    content = json.loads(path.read_text())
    content["environment"] = {}
    path.write_text(json.dumps(content))

    assert facts(tmp_path) == [f"was edited: its content does not add up to the digest {content[SEAL]}"]


def test_evidence_without_a_digest_is_found(tmp_path: Path) -> None:
    path = model_repo(tmp_path) / EVALUATION
    content = json.loads(path.read_text())
    del content[SEAL]
    path.write_text(json.dumps(content))

    assert found(CHECK, tmp_path) == [f"{EVALUATION}:1: carries no digest of its content"]


def test_a_merge_conflict_is_named_at_its_line(tmp_path: Path) -> None:
    path = model_repo(tmp_path) / EVALUATION
    lines = path.read_text().splitlines()
    path.write_text(
        "\n".join([*lines[:3], "<<<<<<< HEAD", lines[3], "=======", lines[3], ">>>>>>> theirs", *lines[4:]])
    )

    assert found(CHECK, tmp_path) == [f"{EVALUATION}:4: is not valid JSON: a merge conflict is left in it"]


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (b"", "is not valid JSON: Expecting value"),
        (b"[]", "is not a JSON object"),
        (b'{"model": ', "is not valid JSON: Expecting value"),
        (b"\xff\xfe", "is not a JSON object"),
        (b"\xff", "is not UTF-8 text"),
        (b"[" * 100_000, "is nested too deeply"),
    ],
)
def test_what_is_not_evidence_is_said_in_one_line(tmp_path: Path, content: bytes, fact: str) -> None:
    (model_repo(tmp_path) / EVALUATION).write_bytes(content)

    assert len(facts(tmp_path)) == 1
    assert content == b"\xff\xfe" or facts(tmp_path) == [fact]


def test_evidence_of_another_shape_is_refused_though_its_digest_is_right(tmp_path: Path) -> None:
    forge(model_repo(tmp_path), lambda content: content.pop("holdout"))

    assert facts(tmp_path) == ["does not have the fields of Evaluation: Object missing required field `holdout`"]


@pytest.mark.parametrize(
    ("edit", "fact"),
    [
        (
            lambda content: content["metrics"][0]["estimate"].update(value=0.757),
            "the lead over linear is 0.033, and the metrics differ by 0.053",
        ),
        (
            lambda content: content["leads"][0]["estimate"].update(value=0.133),
            "the lead over linear is 0.133, and the metrics differ by 0.033",
        ),
        (
            lambda content: content["leads"][0]["estimate"].update(low=0.2),
            "the interval of the lead over linear ends before it starts",
        ),
        (
            lambda content: content["metrics"][0]["estimate"].update(low=0.9),
            "the interval of roc_auc of model ends before it starts",
        ),
        (
            lambda content: content.update(model="0" * 16),
            f"is of the model {'0' * 16}, and reports/training.json of {MODEL}",
        ),
        (
            lambda content: content["holdout"].update(rows=700),
            "is of 3,100 rows, and reports/validation.json of 3,000 rows of the same data",
        ),
        (lambda content: content["metrics"].pop(), "roc_auc of the lead over linear was not measured"),
    ],
)
def test_forged_evidence_that_does_not_fit_together_is_found(
    tmp_path: Path, edit: Callable[[dict[str, Any]], object], fact: str
) -> None:
    forge(model_repo(tmp_path), edit)

    assert facts(tmp_path) == [fact]


def test_a_metric_where_lower_is_better_is_ahead_when_it_is_lower(tmp_path: Path) -> None:
    def error(content: dict[str, Any]) -> None:
        for one in (*content["metrics"], *content["leads"]):
            one["metric"] = "log_loss"

    forge(model_repo(tmp_path), error)

    assert facts(tmp_path) == ["the lead over linear is 0.033, and the metrics differ by -0.033"]


def test_rows_of_other_code_are_not_compared(tmp_path: Path) -> None:
    forge(model_repo(tmp_path), lambda content: content["holdout"].update(rows=700))
    forge(tmp_path, lambda content: content["fingerprints"].update(code="0" * 16), "validation")

    assert facts(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "fact"),
    [
        ("0.737 (0.702", "0.777 (0.702", 7, "says 0.777 (0.702 to 0.771), which is not in reports/evaluation.json"),
        ("0.033 (0.011", "0.053 (0.011", 8, "says 0.053 (0.011 to 0.058), which is not in reports/evaluation.json"),
        (MODEL, "0" * 16, 3, f"is of the model {'0' * 16}, and reports/evaluation.json of {MODEL}"),
    ],
)
def test_a_model_card_that_was_edited_is_found(tmp_path: Path, old: str, new: str, line: int, fact: str) -> None:
    write(model_repo(tmp_path), {"reports/model-card.md": CARD.replace(old, new)})

    assert found(CHECK, tmp_path) == [f"reports/model-card.md:{line}: {fact}"]


def test_without_evidence_nothing_is_said(tmp_path: Path) -> None:
    assert found(CHECK, write(tmp_path, {"reports/model-card.md": CARD})) == []
