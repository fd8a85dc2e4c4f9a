"""Render the template and keep what it renders as the snapshot: `python -m tests.template.snapshot_update`."""

import shutil
import tempfile
from pathlib import Path

from copier import run_copy

from tests.repos import Kit, copy_kit, git
from tests.template.matrix import render_all
from tests.template.reviewed import FOLDER, Snapshot, snapshot_of


def main() -> None:
    """Replace the snapshot. Git then shows what changed, to be reviewed and committed."""
    with tempfile.TemporaryDirectory() as name:
        kit = Kit(copy_kit(Path(name, "kit")), "v0.0.0")
        git(kit.path, "tag", kit.tag)

        def render(folder: Path, **answers: str) -> Path:
            run_copy(str(kit.path), folder, data=answers, defaults=True, quiet=True)
            return folder

        keep(snapshot_of(render_all(Path(name, "matrix"), render), kit), FOLDER)
    print(f"{FOLDER}: review what changed")


def keep(snapshot: Snapshot, folder: Path) -> None:
    """Write the files of a snapshot, and no others."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in snapshot.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
