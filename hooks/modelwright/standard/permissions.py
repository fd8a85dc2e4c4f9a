"""What a workflow may do with the token of its run, as GitHub compares what is asked with what is granted."""

import re
from typing import Any

from modelwright.standard.nodes import fields, text_of

Permissions = dict[str, str]

_LEVELS = ("none", "read", "write")
# What `read-all` and `write-all` speak of.
_SCOPES = (
    "actions", "artifact-metadata", "attestations", "checks", "contents", "deployments", "discussions", "id-token",
    "issues", "models", "packages", "pages", "pull-requests", "repository-projects", "security-events", "statuses",
)  # fmt: skip
# What the token of a new repository may do where a workflow states nothing.
RESTRICTED: Permissions = {"contents": "read", "packages": "read"}


def stated(node: Any) -> Permissions | None:
    """What a key `permissions` states; None where there is none, or where it says something else."""
    if node is None:
        return None
    if node.id == "mapping":
        levels = {scope: text_of(level) for scope, (_, level) in fields(node).items()}
        return {
            scope: _known(scope, level)
            for scope, level in levels.items()
            if level in _LEVELS and re.fullmatch(r"[a-z-]+", scope)
        }
    level = {"read-all": "read", "write-all": "write"}.get(text_of(node))
    return None if level is None else {scope: _known(scope, level) for scope in _SCOPES}


def _known(scope: str, level: str) -> str:
    return "read" if scope == "models" and level == "write" else level


def widest(one: Permissions, other: Permissions) -> Permissions:
    """What the two ask for together."""
    scopes = sorted({*one, *other})
    return {scope: max(one.get(scope, "none"), other.get(scope, "none"), key=_LEVELS.index) for scope in scopes}


def lacking(granted: Permissions, asked: Permissions) -> list[str]:
    """What is asked and not granted, as `scope: level`."""
    return [
        f"{scope}: {level}"
        for scope, level in sorted(asked.items())
        if _LEVELS.index(level) > _LEVELS.index(granted.get(scope, "none"))
    ]
