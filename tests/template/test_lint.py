"""What is rendered is clean to the linter and the formatter that it sets up."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Render
from tests.template.copier_config import CHOICES
from tests.template.lint import complaints
from tests.template.matrix import COMBINATIONS, Matrix


def test_every_combination_is_clean(matrix: Matrix) -> None:
    assert complaints(matrix[COMBINATIONS[0]].parent) == ""


@pytest.mark.parametrize("name", ["m", "m" * 40, "-".join("m" * 20), "a" * 20 + "-" + "z" * 19])
def test_a_name_of_any_length_leaves_the_code_clean(render: Render, tmp_path: Path, name: str) -> None:
    for task in CHOICES["task"]:
        render(tmp_path / task, project_name=name, task=task, serving="online")

    assert complaints(tmp_path) == ""


@pytest.mark.parametrize(
    ("flaw", "complaint"),
    [("import os\n", "F401"), ("x = {'a':1}\n", "reformatted"), ("x = 'a'  # " + "a" * 100 + "\n", "E501")],
)
def test_a_flaw_in_one_combination_is_seen(matrix: Matrix, tmp_path: Path, flaw: str, complaint: str) -> None:
    for combination in COMBINATIONS[:2]:
        shutil.copytree(matrix[combination], tmp_path / str(combination))
    (tmp_path / str(COMBINATIONS[1]) / "src" / "my_model" / "flaw.py").write_text(flaw, encoding="utf-8")

    assert complaint in complaints(tmp_path)
