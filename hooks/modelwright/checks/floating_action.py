"""CI or a hook runs code whose version can move.

## What it does

Reports in workflows and in `action.yml` each `uses:` that is not pinned to the full hash of a commit, or for
`docker://` to a digest. In `.gitlab-ci.yml` it reports an included project or component without a version, and a
remote file without `integrity`; in `.pre-commit-config.yaml` a `rev` that is neither a version nor a commit. An image
that a job runs in may be pinned by a version; none at all, or `latest`, is reported.

What lies in the same repository moves with it and is fine. So is what the kit lends: its tag is one of the pins that
[`pin-disagreement`](pin-disagreement.md) holds together. A hash needs no comment that names its version.

## Why it matters

A tag or a branch is whatever its owner, or whoever took over the account, points it to. The next run executes that,
with the secrets and the token of the job. And a build that was green yesterday is red today, though nobody changed
anything.

## How to fix it

Write the hash in the place of the tag, and the version behind it as a comment: Dependabot and Renovate read the
comment and move both. For an image, `docker buildx imagetools inspect IMAGE:TAG` prints the digest; for hooks,
`pre-commit autoupdate --freeze` writes the commit.

## Reference

GitHub Docs, "Secure use reference": using third-party actions.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from modelwright.finding import Finding
from modelwright.sources import Yaml, items
from modelwright.standard.answers import kit_slug
from modelwright.standard.nodes import Fields, fields, text_of, value_of
from modelwright.standard.workflows import WORKFLOW, jobs, uses

FAMILY = "standard"
MENTIONS = ("uses", "rev", "include", "image", "services")
_HASH = r"[0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?"
_VERSION = r"v?\d+(?:\.\d+)+[\w.+-]*"
_FULL_VERSION = r"v?\d+\.\d+\.\d+[\w.+-]*"
_WITH_HASH = r".*[/@][0-9a-f]{40}/.*"
_GITLAB = r"(?:.*[/.])?gitlab-ci\.ya?ml|\.gitlab/ci/.*\.ya?ml"
_HOOKS = r"\.pre-commit-[\w-]+\.ya?ml"
_ACTION = r"(?:.*/)?action\.ya?ml"
# Keys of a GitLab pipeline that are no jobs.
_NO_JOBS = {"include", "spec", "stages", "variables", "workflow"}


def check(file: Yaml) -> Iterator[Finding]:
    """Each thing that CI or a hook fetches at a version that can move."""
    reader = next((read for pattern, read in _READERS if re.fullmatch(pattern, file.path)), None)
    if reader is not None:
        for node, fact in reader(file, fields(file.node)):
            yield file.at_node(node, " ".join(fact.split()))  # what is named may be written on several lines


Found = Iterator[tuple[Any, str]]


def _in_workflow(file: Yaml, top: Fields) -> Found:
    for node in uses(top):
        yield from _used(file, node)
    for _, job in jobs(top):
        services = [one for _, one in fields(value_of(job, "services")).values()]
        for one in (value_of(job, "container"), *services):
            yield from _image(value_of(fields(one), "image") if one is not None and one.id == "mapping" else one)


def _in_action(file: Yaml, top: Fields) -> Found:
    runs = fields(value_of(top, "runs"))
    for step in items(value_of(runs, "steps")):
        yield from _used(file, value_of(fields(step), "uses"))
    if text_of(image := value_of(runs, "image")).startswith("docker://"):
        yield from _used(file, image)


def _used(file: Yaml, node: Any) -> Found:
    text = text_of(node)
    name, _, ref = text.partition("@")
    if not text or text.startswith((".", "$")) or "${{" in text:
        return
    if text.startswith("docker://"):
        if not ref.startswith("sha256:") and "$" not in text:
            yield node, f"{text} is not pinned to a digest"
    elif not ref:
        yield node, f"{text} names no version"
    elif not re.fullmatch(_HASH, ref) and "/".join(name.lower().split("/")[:2]) != kit_slug(file.repo).lower():
        yield node, f"{text} is not pinned to a commit"


def _image(node: Any) -> Found:
    text = text_of(node)
    _, _, tag = text.rpartition("/")[2].partition(":")
    if text and "$" not in text and "@" not in text and tag in ("", "latest"):
        yield node, f"the image {text} names no version"


def _in_pipeline(_file: Yaml, top: Fields) -> Found:
    yield from _included(value_of(top, "include"))
    for job in (top, *(fields(node) for name, (_, node) in top.items() if name not in _NO_JOBS)):
        for one in (value_of(job, "image"), *items(value_of(job, "services"))):
            yield from _image(value_of(fields(one), "name") if one is not None and one.id == "mapping" else one)
        yield from _included(value_of(fields(value_of(job, "trigger")), "include"))


def _included(node: Any) -> Found:
    for one in items(node) or (node,):
        said = fields(one)
        project, ref, component = (value_of(said, key) for key in ("project", "ref", "component"))
        if text_of(project) and ref is None:
            yield project, f"includes {text_of(project)} without a ref"
        elif text_of(project) and not _stays(text_of(ref), _VERSION):
            yield ref, f"includes {text_of(project)} at {text_of(ref)}, which names no version"
        if text_of(component) and not _stays(text_of(component).rpartition("@")[2], _FULL_VERSION):
            yield component, f"includes {text_of(component)}, which names no full version"
        remote = value_of(said, "remote") or one
        address = text_of(remote)
        if address.startswith("http") and "integrity" not in said and not _stays(address, _WITH_HASH):
            yield remote, f"includes {_shown(address)} without an integrity digest"


def _stays(ref: str, version: str) -> bool:
    """Whether a reference is a commit or a version; what a variable holds is not known."""
    return "$" in ref or bool(re.fullmatch(_HASH, ref) or re.fullmatch(version, ref))


def _in_hooks(_file: Yaml, top: Fields) -> Found:
    for entry in items(value_of(top, "repos")):
        found = fields(entry)
        rev = text_of(value_of(found, "rev"))
        hooks = {text_of(value_of(fields(hook), "id")) for hook in items(value_of(found, "hooks"))}
        # A version has a dot and a commit is hexadecimal; pre-commit itself warns of the others.
        if rev and "." not in rev and not re.fullmatch(r"[0-9a-fA-F]+", rev) and "modelwright-check" not in hooks:
            yield value_of(found, "rev"), f"rev {rev} names no version of {_shown(text_of(value_of(found, 'repo')))}"


def _shown(address: str) -> str:
    """An address without what may be a secret: who asks, and the query."""
    return re.sub(r"://[^/@]*@", "://", re.sub(r"[?#].*", "", address))


_READERS: tuple[tuple[str, Callable[[Yaml, Fields], Found]], ...] = (
    (WORKFLOW, _in_workflow),
    (_ACTION, _in_action),
    (_GITLAB, _in_pipeline),
    (_HOOKS, _in_hooks),
)
