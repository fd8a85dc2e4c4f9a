"""A model repo as verbs and checks see it: its root, its spec and where things lie."""
# ruff: noqa: PTH110, PTH118, PTH120, PTH123 - most files are checked before `pathlib` would be imported

import os
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from modelwright.errors import InputError
from modelwright.layout import SPEC_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from modelwright.spec import Spec

# Folders that hold no file of the team's, where git cannot say so.
_FOREIGN = {".git", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox"}


class Repo:
    """A model repo. Everything is read when it is asked for, and once.

    Args:
        root: the folder that holds `model.toml`.
    """

    def __init__(self, root: "Path | str") -> None:
        self.folder = os.fspath(root)

    @cached_property
    def root(self) -> "Path":
        """The folder that holds `model.toml`."""
        from pathlib import Path

        return Path(self.folder)

    @classmethod
    def find(cls, start: "Path | None" = None, *, or_git: bool = False) -> "Repo":
        """The model repo around `start` (the current folder by default).

        Args:
            start: a folder of the repository.
            or_git: a git repository will do where there is no spec: most checks are about any code.

        Raises:
            InputError: neither the folder nor one above it holds a spec.
        """
        here = os.path.realpath(start or ".")
        marks = (SPEC_NAME, ".git") if or_git else (SPEC_NAME,)
        for mark in marks:
            folder, above = here, ""
            while folder != above:
                if os.path.exists(os.path.join(folder, mark)):
                    return cls(folder)
                folder, above = os.path.dirname(folder), folder
        raise InputError(here, f"no {SPEC_NAME} here or in a folder above: not a model repo")

    @cached_property
    def spec(self) -> "Spec":
        """The validated spec; its errors name the path as the user would type it."""
        from modelwright.spec import load_spec  # slower to import than a file is checked

        return load_spec(self.shown(SPEC_NAME))

    @cached_property
    def valid_spec(self) -> "Spec | None":
        """The spec, or None where there is none, or one that breaks a rule: the check `spec-invalid` speaks of it."""
        try:
            return self.spec
        except InputError:
            return None

    def spec_with(self, word: str) -> "Spec | None":
        """The valid spec where its file holds a word; without it, nothing is loaded."""
        return self.valid_spec if word in self.spec_text else None

    @cached_property
    def spec_text(self) -> str:
        """The spec as it stands; empty where it cannot be read. A word is found in it long before it is loaded."""
        try:
            with open(os.path.join(self.folder, SPEC_NAME), encoding="utf-8") as stream:
                return stream.read()
        except (OSError, ValueError):
            return ""

    @property
    def package_path(self) -> "Path":
        """The folder of the team's package."""
        return self.root / "src" / self.spec.model.package

    @property
    def data_path(self) -> "Path":
        """The data file that the spec names."""
        return self.root / self.spec.data.path

    @property
    def suite_path(self) -> "Path":
        """The expectation suite that the spec names."""
        return self.root / self.spec.data.expectations

    @property
    def model_path(self) -> "Path":
        """The trained model."""
        return self.root / "models" / "model.skops"

    @property
    def training_rows_path(self) -> "Path":
        """The identities of the rows that the model was fitted on, beside the model."""
        return self.root / "models" / "training_rows.parquet"

    @property
    def site_path(self) -> "Path":
        """The built site."""
        return self.root / "site"

    def evidence_path(self, name: str) -> "Path":
        """The evidence file of a stage, such as `evaluation`."""
        return self.root / "reports" / f"{name}.json"

    def shown(self, path: "Path | str") -> "Path":
        """A path of the repository as messages show it: relative to the current folder where that is shorter."""
        from pathlib import Path

        full = self.root / path
        here = Path.cwd().resolve()
        return full.relative_to(here) if full.is_relative_to(here) else full

    @cached_property
    def files(self) -> list[str]:
        """Every file below the root that git does not ignore, sorted; relative, with forward slashes."""
        listed = self.git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        if listed is None:
            return sorted(self._walk())
        # A file that is deleted in the work tree is still in git's list, and a submodule is a folder there.
        return sorted({path for path in listed.split("\0") if path and (self.root / path).is_file()})

    def _walk(self) -> Iterator[str]:
        from pathlib import Path

        for folder, below, names in os.walk(self.root):  # does not follow links, which may lead in a circle
            below[:] = [name for name in below if name not in _FOREIGN]
            for name in names:
                path = Path(folder, name)
                if path.is_file():
                    yield path.relative_to(self.root).as_posix()

    @cached_property
    def commit(self) -> str | None:
        """The commit that is checked out, or None where there is none yet."""
        return (self.git("rev-parse", "--verify", "--quiet", "HEAD") or "").strip() or None

    def git(self, *command: str) -> str | None:
        """What git says in this repository, or None where it fails or is not there."""
        import subprocess

        try:
            answer = subprocess.run(["git", *command], cwd=self.root, capture_output=True, check=False)
        except FileNotFoundError:
            return None
        return answer.stdout.decode("utf-8", "surrogateescape") if answer.returncode == 0 else None
