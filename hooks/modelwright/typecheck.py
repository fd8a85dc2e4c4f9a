"""mypy as a hook: it runs in the environment of the hook, and reads the types of the project's own environment."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def project_python(root: Path) -> Path | None:
    """The interpreter of the project's environment: `.venv`, or the one that is active."""
    homes = [
        root / ".venv",
        *(Path(os.environ[name]) for name in ("VIRTUAL_ENV", "CONDA_PREFIX") if name in os.environ),
    ]
    for home in homes:
        for python in (home / "bin" / "python", home / "Scripts" / "python.exe", home / "python.exe"):
            if python.is_file():
                return python
    return None


def main(argv: Sequence[str] | None = None) -> int:
    """Run mypy with the project's interpreter; without one, say so, because most types would be unknown."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    python = project_python(Path.cwd())
    if python is None:
        print("error: .venv: no environment of the project found; `uv sync` makes it", file=sys.stderr)  # noqa: T201
        return 2
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--python-executable", str(python), *arguments], check=False
    ).returncode
