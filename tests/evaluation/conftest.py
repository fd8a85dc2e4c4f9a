"""What the tests of the evaluation share: a real ground of each task, made once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from modelwright.evaluation.ground import Ground
from tests.evaluation.grounds import real, small

Render = Callable[..., Path]


@pytest.fixture(scope="session")
def ground(render: Render, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Ground]:
    """The rows and the model of the template: `ground("binary")`. It is shared, so no test may change it."""
    made: dict[str, Ground] = {}

    def of(task: str) -> Ground:
        if task not in made:
            folder = tmp_path_factory.mktemp(task) / "repo"
            made[task] = real(render(folder, project_name=f"{task}-ground", task=task))
        return made[task]

    return of


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """A ground of 2,000 made-up rows with a logistic regression. It is shared, so no test may change it."""
    return small(tmp_path_factory.mktemp("made-up"))
