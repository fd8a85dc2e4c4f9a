"""A model repo as verbs and checks see it: its root, its spec and where things lie."""

import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from modelwright.errors import InputError
from modelwright.spec import SPEC_NAME, Spec, load_spec


@dataclass(frozen=True)
class Repo:
    """A model repo. Everything is read when it is asked for, and once.

    Args:
        root: the folder that holds `model.toml`.
    """

    root: Path

    @classmethod
    def find(cls, start: Path | None = None, *, or_git: bool = False) -> "Repo":
        """The model repo around `start` (the current folder by default).

        Args:
            start: a folder of the repository.
            or_git: a git repository will do where there is no spec: most checks are about any code.

        Raises:
            InputError: neither the folder nor one above it holds a spec.
        """
        start = (start or Path()).resolve()
        marks = (SPEC_NAME, ".git") if or_git else (SPEC_NAME,)
        for mark in marks:
            for folder in (start, *start.parents):
                if (folder / mark).exists():
                    return cls(folder)
        raise InputError(start, f"no {SPEC_NAME} here or in a folder above: not a model repo")

    @cached_property
    def spec(self) -> Spec:
        """The validated spec; its errors name the path as the user would type it."""
        return load_spec(self.shown(SPEC_NAME))

    @property
    def package_path(self) -> Path:
        """The folder of the team's package."""
        return self.root / "src" / self.spec.model.package

    @property
    def data_path(self) -> Path:
        """The data file that the spec names."""
        return self.root / self.spec.data.path

    @property
    def suite_path(self) -> Path:
        """The expectation suite that the spec names."""
        return self.root / self.spec.data.expectations

    @property
    def model_path(self) -> Path:
        """The trained model."""
        return self.root / "models" / "model.skops"

    @property
    def training_rows_path(self) -> Path:
        """The identities of the rows that the model was fitted on, beside the model."""
        return self.root / "models" / "training_rows.parquet"

    @property
    def site_path(self) -> Path:
        """The built site."""
        return self.root / "site"

    def evidence_path(self, name: str) -> Path:
        """The evidence file of a stage, such as `evaluation`."""
        return self.root / "reports" / f"{name}.json"

    def shown(self, path: Path | str) -> Path:
        """A path of the repository as messages show it: relative to the current folder where that is shorter."""
        full = self.root / path
        here = Path.cwd().resolve()
        return full.relative_to(here) if full.is_relative_to(here) else full

    @cached_property
    def commit(self) -> str | None:
        """The commit that is checked out, or None where there is none yet."""
        answer = subprocess.run(
            ["git", "rev-parse", "--verify", "--quiet", "HEAD"],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        return answer.stdout.strip() or None if answer.returncode == 0 else None
