"""A hook is installed from the wheel: what the checks read must lie in it."""

import zipfile
from pathlib import Path

from modelwright.standard.rendering import FILES, templates
from modelwright.standard.workflows import LENT
from tests.repos import copy_kit, run


def test_the_wheel_holds_what_the_checks_read(tmp_path: Path) -> None:
    kit = copy_kit(tmp_path / "kit")

    answer = run(kit, "uv", "build", "--wheel", "--out-dir", str(tmp_path), "--quiet")

    assert answer.returncode == 0, answer.stderr
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert archive.read(f"modelwright/standard/{FILES.name}") == FILES.read_bytes()
        assert archive.read(f"modelwright/standard/{LENT.name}") == LENT.read_bytes()
    assert {f"modelwright/{one.same_as}" for one in templates().values() if one.same_as} <= names
