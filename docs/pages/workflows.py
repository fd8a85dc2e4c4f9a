"""The page of the workflows that the kit lends, from the workflow files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from docs.pages.markdown import code, page, sentence, table

SLUG = "modelwright/modelwright"

INTRODUCTION = """\
A model repo on GitHub calls these workflows with one `uses:` line each; on GitLab, `.modelwright/gitlab-ci.yml` runs
the same verbs. The version after the `@` is the tag that `.copier-answers.yml` records: an update moves both.

A caller must grant at least the permissions that the workflow asks for, or GitHub refuses to start it."""


def pages(root: Path) -> dict[str, str]:
    """`reference/workflows.md`."""
    blocks = [INTRODUCTION]
    for name, comment, workflow in lent(root):
        blocks += _section(name, comment, workflow)
    return {"docs/reference/workflows.md": page("Workflows", ".github/workflows/", *blocks)}


Lent = tuple[str, str, dict[Any, Any]]


def lent(root: Path) -> Iterator[Lent]:
    """Each workflow that may be called: its file name, its first comment, and its content."""
    for path in sorted((root / ".github" / "workflows").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        workflow = yaml.safe_load(text)
        if "workflow_call" in triggers(workflow):
            comment = " ".join(line.lstrip("# ") for line in _leading_comment(text))
            yield path.name, comment, workflow


def triggers(workflow: dict[Any, Any]) -> dict[str, Any]:
    """What starts a workflow. YAML 1.1 reads the key `on` as true."""
    stated = workflow.get("on", workflow.get(True, {}))
    return stated if isinstance(stated, dict) else dict.fromkeys([stated] if isinstance(stated, str) else stated)


def _leading_comment(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line


def permissions(workflow: dict[Any, Any]) -> dict[str, str]:
    """What all jobs together ask for: the widest of each."""
    found: dict[str, str] = {}
    for job in workflow["jobs"].values():
        for scope, access in (job.get("permissions") or {}).items():
            found[scope] = "write" if "write" in (access, found.get(scope)) else access
    return dict(sorted(found.items()))


def _section(name: str, comment: str, workflow: dict[Any, Any]) -> Iterator[str]:
    yield f"## `{name}` {{ #{name.removesuffix('.yml')} }}"
    yield comment
    called = triggers(workflow)["workflow_call"] or {}
    granted = "\n".join(f"      {scope}: {access}" for scope, access in permissions(workflow).items())
    job = name.removesuffix(".yml")
    yield code(
        f"jobs:\n  {job}:\n    permissions:\n{granted}\n    uses: {SLUG}/.github/workflows/{name}@vX.Y.Z", "yaml"
    )
    inputs = called.get("inputs") or {}
    if inputs:
        rows = [
            [
                f"`{key}`",
                body["type"],
                f"`{body['default']}`" if "default" in body else "*required*",
                sentence(body.get("description", "")),
            ]
            for key, body in inputs.items()
        ]
        yield table(["Input", "Type", "Default", "Meaning"], rows)
    secrets = called.get("secrets") or {}
    if secrets:
        yield "It takes these secrets, each by name; `secrets: inherit` would hand over all there are."
        handed = [
            [f"`{key}`", "*required*" if body.get("required") else "may be left out", sentence(body["description"])]
            for key, body in secrets.items()
        ]
        yield table(["Secret", "", "Meaning"], handed)
