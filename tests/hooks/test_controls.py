"""Negative controls: each hook refuses what it is for."""

import pytest

from docs.pages.hooks import HOOKS
from tests.hooks.team import CONTROLS, Control, Team, failed, outcomes


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.hook)
def test_each_hook_refuses_what_it_is_for_and_no_other_does(team: Team, control: Control) -> None:
    team.write(control.path, control.text)

    answer = team(team.tool, "run", "--color", "never", "--hook-stage", "manual")

    assert failed(outcomes(answer)) == {control.hook}, answer.stdout
    assert control.says in answer.stdout


def test_every_hook_has_a_control() -> None:
    assert {control.hook for control in CONTROLS} == {hook.id for hook in HOOKS}
