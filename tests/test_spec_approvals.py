"""Who approved what, and when, is kept in the spec."""

import re
from datetime import date
from pathlib import Path

import pytest

from modelwright.spec import Approval, load_spec
from tests.test_spec import GOOD, refusal

APPROVAL = """
[[approvals]]
of = "promises.quality.roc_auc"
by = "Ada Example"
on = 2026-03-02
"""


def test_who_approved_what_and_when_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    path.write_text(GOOD + APPROVAL, encoding="utf-8")

    [approval] = load_spec(path).approvals

    assert (approval.of, approval.by, str(approval.on)) == ("promises.quality.roc_auc", "Ada Example", "2026-03-02")
    assert (approval.role, approval.note) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("promises.quality.roc_auc", "promise", "model.toml:42: approvals.of: 'promise' is neither a key of the spec"),
        ('by = "Ada Example"\n', "", "model.toml:42: approvals: Object missing required field `by`"),
        ("2026-03-02", '"March"', "model.toml:45: approvals.on: Invalid RFC3339 encoded date"),
    ],
)
def test_an_approval_of_nothing_by_nobody_is_refused(tmp_path: Path, old: str, new: str, expected: str) -> None:
    found = refusal(tmp_path, GOOD + APPROVAL.replace(old, new))

    assert re.sub(r":\d+:", ":", found).startswith(re.sub(r":\d+:", ":", expected))


@pytest.mark.parametrize(
    ("of", "key", "covered"),
    [
        ("promises", "promises.quality.roc_auc", True),
        ("promises.quality", "promises.quality.roc_auc", True),
        ("promises.quality.roc_auc", "promises.quality.roc_auc", True),
        ("promises.quality.roc", "promises.quality.roc_auc", False),
        ("promises.quality.roc_auc", "promises.quality", False),
        ("docs/", "docs/impact-assessment.md", True),
        ("docs/impact-assessment.md", "docs/impact-assessment.md", True),
    ],
)
def test_an_approval_is_of_a_key_and_of_what_is_inside(of: str, key: str, *, covered: bool) -> None:
    assert Approval(of=of, by="Ada Example", on=date(2026, 3, 2)).covers(key) is covered
