"""What options of pytest may name is every gate that there is."""

from pathlib import Path

import pytest

from docs.pages import gates
from modelwright.checks._gate_names import GATES, chosen
from modelwright.repo import Repo
from modelwright.testing import gates_of
from tests.conftest import Render
from tests.repos import ROOT, TASKS


@pytest.mark.parametrize("task", TASKS)
def test_every_gate_of_a_model_repo_of_the_highest_risk_is_known(render: Render, tmp_path: Path, task: str) -> None:
    repo = Repo(render(tmp_path / "repo", project_name="a-model", task=task, risk="high"))

    assert set(gates_of(repo)) <= {*GATES, *chosen(repo.spec.promises)}


def test_a_gate_that_is_known_is_one_that_the_code_judges() -> None:
    judged = set(gates.families(ROOT))

    assert [one for one in GATES if one not in judged and f"{one.partition('-')[0]}-*" not in judged] == []
