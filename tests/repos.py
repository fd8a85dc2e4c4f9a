"""Repositories for tests: the kit as it is fetched, and model repos to install, run and break."""

import os
import re
import shutil
import subprocess
import sysconfig
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
TASKS = ("binary", "multiclass", "regression")

# A commit of the same content has the same hash on every day and machine, so environments built from it are reused.
_IDENTITY = {
    "GIT_AUTHOR_NAME": "A Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.com",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "A Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.com",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, with an identity of the tests' own, and give what it prints."""
    answer = subprocess.run(
        ["git", "-c", "core.hooksPath=/dev/null", *arguments],
        cwd=folder,
        env={**os.environ, **_IDENTITY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, f"git {' '.join(arguments)}: {answer.stderr}"
    return answer.stdout.strip()


@dataclass(frozen=True)
class Kit:
    """The kit as a repository of its own."""

    path: Path
    tag: str

    @property
    def url(self) -> str:
        """As git, pip and uv understand it."""
        return self.path.as_uri()


def copy_kit(target: Path, *, without: tuple[str, ...] = ()) -> Path:
    """Commit the working tree of the kit into a new repository, perhaps without some folders: `("docs/",)`."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file() and not name.startswith(without):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    git(target, "init", "--quiet", "--initial-branch=main")
    git(target, "add", "--all")
    git(target, "commit", "--quiet", "--no-gpg-sign", "--message", "The kit under test")
    return target


def version() -> str:
    """The version of the kit in its own metadata."""
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return found


def once(folder: Path, build: Callable[[Path], object]) -> Path:
    """Build a folder once for all workers."""
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            draft = folder.with_name(f"{folder.name}.draft")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            build(draft)
            draft.rename(folder)
    return folder


def run(
    folder: Path, *command: str, environment: Mapping[str, str] | None = None, timeout: float = 600
) -> subprocess.CompletedProcess[str]:
    """Run a command in a model repo, in that repository's own environment."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        # Where bytecode is switched off, each process would compile every library again. `CI` changes how pytest shows
        # a failure, and a team's own machine does not set it.
        if name not in {"VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "CI"}
        and not name.startswith(("PYTEST_", "COV_"))
    }
    if "PYTEST_XDIST_WORKER" in os.environ:
        # Test workers share the cores; threads of their own would only wait for each other.
        inherited["OMP_NUM_THREADS"] = "1"
    # uv is a tool of the tests' own environment, wherever they are started from.
    inherited["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), inherited["PATH"]])
    return subprocess.run(
        command,
        cwd=folder,
        env={**inherited, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
    )


def uv_run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a model repo's environment, on the code of this folder even where the environment is shared."""
    return run(folder, "uv", "run", "--frozen", "--no-sync", *command, environment={"PYTHONPATH": str(folder / "src")})


def install(folder: Path, *options: str, bytecode: Path | None = None) -> Path:
    """Lock and install a model repo, with options of `uv sync`, and with the bytecode that was kept in a folder."""
    answer = run(folder, "uv", "sync", "--quiet", *options)
    assert answer.returncode == 0, answer.stderr
    if bytecode is not None and bytecode.is_dir():
        _link_bytecode(bytecode, folder / ".venv")
    return folder


def keep_bytecode(folder: Path, bytecode: Path) -> None:
    """Keep what Python compiled in the environment of a model repo, for the environments that are installed later.

    uv installs no bytecode, so that the first process in each environment compiles every library again, for longer than
    its work takes. Python takes none that is not of the very file beside it, so what others have is only ever faster.
    """
    once(bytecode, lambda draft: _link_bytecode(folder / ".venv", draft, keep=True))


def _link_bytecode(source: Path, target: Path, *, keep: bool = False) -> None:
    """Link what was compiled below one folder into another, where the code is there too; or all of it, to keep it."""
    for compiled in source.glob("lib/python*/site-packages/**/__pycache__/*.pyc"):
        linked = target / compiled.relative_to(source)
        code = linked.parent.parent / f"{compiled.name.partition('.')[0]}.py"
        if linked.exists() or not (keep or code.is_file()):
            continue
        linked.parent.mkdir(parents=True, exist_ok=True)
        linked.hardlink_to(compiled)


def commit_all(folder: Path, message: str = "Generate") -> Path:
    """Commit everything in a model repo."""
    if not (folder / ".git").is_dir():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-gpg-sign", "--allow-empty", "--message", message)
    return folder


def shorten_search(folder: Path) -> Path:
    """Let training try only two settings, of fewer trees for many classes, where a test is not about the model.

    Every promise stays, and is kept.
    """
    spec = folder / "model.toml"
    text, shortened = re.subn(r"(?m)^trials = \d+$", "trials = 2", spec.read_text(encoding="utf-8"))
    assert shortened == 1
    spec.write_text(text, encoding="utf-8")
    if 'task = "multiclass"' in text:
        (model,) = folder.glob("src/*/model.py")
        replace(model, "Classifier(max_iter=50,", "Classifier(max_iter=20,")
    return folder


def duplicate(source: Path, target: Path) -> Path:
    """A copy of an installed model repo, to be broken: it has its own files and shares the environment."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(".venv", "site", "__pycache__"))
    (target / ".venv").symlink_to(source / ".venv", target_is_directory=True)
    return target


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, where it must be."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has changed: {old!r} is not in it"
    path.write_text(text.replace(old, new), encoding="utf-8")
