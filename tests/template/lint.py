"""Ruff over rendered folders, each with the configuration that it holds itself."""

import subprocess
import sys
from pathlib import Path


def complaints(folder: Path) -> str:
    """What `ruff check` and `ruff format --check` say, or nothing."""
    commands = (["check", "--output-format=concise"], ["format", "--check"])
    answers = [
        subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "--quiet", "."],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        for command in commands
    ]
    return "".join(answer.stdout + answer.stderr for answer in answers if answer.returncode)
