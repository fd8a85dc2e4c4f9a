"""mypy as a hook: it runs in the environment of the hook, and reads the types of the project's own environment."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

# Below an environment: POSIX, Windows, and conda on Windows.
PYTHONS = ("bin/python", "Scripts/python.exe", "python.exe")

NONE_FOUND = """\
error: {root}: no Python environment of this project, so mypy would not know its types; `uv sync` makes one in .venv \
(looked at UV_PROJECT_ENVIRONMENT, .venv, VIRTUAL_ENV, the PATH and CONDA_PREFIX)"""
PLUGIN_MISSING = """\
error: mypy's plug-ins have to lie where mypy does, in the environment of the hook: take this one out of mypy's \
settings"""


def project_python(root: Path, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The interpreter of the project's environment, never that of the hook.

    Args:
        root: the root of the project.
        environment: the variables of this process.
    """
    in_hook = "PRE_COMMIT" in environment
    for home in _homes(root, environment):
        for python in (home / below for below in PYTHONS):
            if python.is_file() and not (in_hook and _same(home, Path(sys.prefix)) and home != root / ".venv"):
                return python
    return None


def _homes(root: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    """Where the environment may be; what was said on purpose first."""
    if named := environment.get("UV_PROJECT_ENVIRONMENT"):
        yield root / named
    # A member of a workspace has its environment at the workspace's root, which lies in the same repository.
    for folder in (root, *root.parents):
        yield folder / ".venv"
        if (folder / ".git").exists():
            break
    # pre-commit and prek set this one to the hook's own environment ...
    if active := environment.get("VIRTUAL_ENV"):
        yield Path(active)
    # ... and put it first on the PATH, where that which was active follows.
    for folder in map(Path, environment.get("PATH", "").split(os.pathsep)):
        if (folder.parent / "pyvenv.cfg").is_file():
            yield folder.parent
    if conda := environment.get("CONDA_PREFIX"):
        yield Path(conda)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def main(argv: Sequence[str] | None = None) -> int:
    """Run mypy with the project's interpreter; without one, say so, because most types would be unknown.

    Returns:
        mypy's exit code; 2 where the project has no environment.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    root = Path.cwd()
    python = project_python(root)
    if python is None:
        print(NONE_FOUND.format(root=root.name), file=sys.stderr)  # noqa: T201
        return 2
    from mypy.api import run

    shown, errors, code = run(["--python-executable", str(python), *arguments])
    sys.stdout.write(shown)
    sys.stderr.write(errors)
    if code:
        print(f"note: the types are those of {python}", file=sys.stderr)  # noqa: T201
    if code and "Error importing plugin" in shown + errors:
        print(PLUGIN_MISSING, file=sys.stderr)  # noqa: T201
    return code


if __name__ == "__main__":
    raise SystemExit(main())
