"""Where a rendered repository names the kit, read without the library's help."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import yaml


class Pins(NamedTuple):
    """Every place of a repository that names a version of the kit, and from where."""

    source: str
    recorded: str
    hooks_url: str
    hooks_ref: str
    hooks: tuple[str, ...]
    requirement: str
    workflows: tuple[str, ...]
    workflow_ref: str

    @property
    def requirement_url(self) -> str:
        """As git understands it."""
        return self.requirement.partition("git+")[2].rpartition("@")[0]

    @property
    def refs(self) -> set[str]:
        """The versions that are named: one, or something is wrong."""
        return {self.recorded, self.hooks_ref, self.requirement.rpartition("@")[2], self.workflow_ref}


def pins_of(repo: Path) -> Pins:
    """Read them from a repository on GitHub, where all of them are."""
    answers = yaml.safe_load((repo / ".copier-answers.yml").read_text(encoding="utf-8"))
    [hooks] = yaml.safe_load((repo / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    groups = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    [requirement] = [line for line in groups["kit"] if line.startswith("modelwright")]
    called = [
        used
        for path in sorted((repo / ".github" / "workflows").glob("*.yml"))
        for used in re.findall(r"uses: (\S+/\.github/workflows/\S+)@(\S+)", path.read_text(encoding="utf-8"))
    ]
    [workflow_ref] = {ref for _, ref in called}
    return Pins(
        source=answers["_src_path"],
        recorded=answers["_commit"],
        hooks_url=hooks["repo"],
        hooks_ref=hooks["rev"],
        hooks=tuple(hook["id"] for hook in hooks["hooks"]),
        requirement=requirement,
        workflows=tuple(workflow for workflow, _ in called),
        workflow_ref=workflow_ref,
    )
