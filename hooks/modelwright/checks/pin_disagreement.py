"""Two pins name different versions of the kit.

## What it does

Compares every place of the repository that names a version of the kit: `_commit` in `.copier-answers.yml`, the `rev`
of the hooks in `.pre-commit-config.yaml`, the requirement in `pyproject.toml` with its source for uv, and each `uses:`
of something that the kit lends.

## Why it matters

One tag is at once the version of the template, the hooks, the workflows and the library. Where they disagree, a check
passes on a laptop and fails in CI, or the other way round.

## How to fix it

Undo the edit; `modelwright check --fix` does so, and writes the recorded version everywhere. To move to another
version, run `uvx copier update`: it moves all of them together.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from modelwright.finding import Finding
from modelwright.layout import ANSWERS
from modelwright.repo import Repo
from modelwright.sources import File, Toml, Unreadable, Yaml, items
from modelwright.standard.answers import Answers, slug_of, url_of
from modelwright.standard.nodes import fields, text_of, value_of
from modelwright.standard.workflows import FOLDER, uses, workflow

FAMILY = "standard"
HOOKS, PROJECT = ".pre-commit-config.yaml", "pyproject.toml"
READS = (ANSWERS, PROJECT, HOOKS, f"{FOLDER}*")
_REQUIREMENT = r"modelwright\s*(?:\[[^\]]*\]\s*)?(?P<source>[@<>=~!;].*)?"
_PINNED = r"@\s*git\+(?P<url>[^\s;]+)@(?P<ref>[^@/\s#;]+)(?:#[^\s;]*)?(?:\s*;.*)?"
_LENT = r"(?P<slug>[^/@\s]+/[^/@\s]+)(?:/[^@\s]*)?@(?P<ref>\S+)"
# A requirement may leave it to uv where the library comes from.
_SOURCE = ("tool", "uv", "sources", "modelwright")


class Pin(NamedTuple):
    """A place that names a version of the kit, or should.

    Args:
        file: what holds it.
        line: where, 1-based.
        version: empty where none is named.
        start: where the version stands in the text of the file; -1 where it is not written there as it is meant.
        url: where the kit comes from, where that stands beside.
    """

    file: File
    line: int
    version: str
    start: int = -1
    url: str = ""

    @property
    def column(self) -> int:
        """1-based."""
        return self.start - self.file.text.rfind("\n", 0, self.start) if self.start >= 0 else 1


def check(repo: Repo) -> Iterator[Finding]:
    """Each pin that differs from the recorded version."""
    answers = Answers.of(repo)
    if answers is None:
        return
    if not answers.version:
        yield Finding(ANSWERS, 1, "no _commit: the version of the kit is not recorded")
        return
    for pin in pins(repo, answers):
        if pin.version != answers.version:
            named = f"version {pin.version}" if pin.version else "no version"
            fact = f"names {named} of the kit, and {ANSWERS} records {answers.version}"
            yield pin.file.finding(fact, pin.line, pin.column)


def fix(repo: Repo) -> dict[str, bytes]:
    """The files with the recorded version in each pin that names another one. Nothing else in them changes."""
    answers = Answers.of(repo)
    if answers is None or not answers.version:
        return {}
    wrong: dict[str, list[Pin]] = {}
    for pin in pins(repo, answers):
        if pin.start >= 0 and pin.version != answers.version:
            wrong.setdefault(pin.file.path, []).append(pin)
    return {path: content for path, here in wrong.items() if (content := _moved(here, answers.version))}


def _moved(here: list[Pin], version: str) -> bytes:
    """A file with another version in these pins; nothing where its encoding is not UTF-8."""
    file = here[0].file
    text, before = file.text, file.text.encode()
    # Two aliases of one anchor are two pins in one place.
    for start, named in sorted({(pin.start, pin.version) for pin in here}, reverse=True):
        text = text[:start] + version + text[start + len(named) :]
    return file.raw.removesuffix(before) + text.encode() if file.raw.endswith(before) else b""


def pins(repo: Repo, answers: Answers) -> Iterator[Pin]:
    """Every pin of the kit besides the recorded one."""
    url = url_of(answers.source)
    found = [*_readable(_in_project(Toml(repo, PROJECT))), *_readable(_in_hooks(Yaml(repo, HOOKS), url))]
    yield from found
    slugs = {slug_of(one).lower() for one in (url, *(pin.url for pin in found)) if one}
    for path in sorted((repo.root / FOLDER).glob("*.y*ml")):
        yield from _readable(_in_workflow(Yaml(repo, f"{FOLDER}{path.name}"), slugs))


def _readable(found: Iterator[Pin]) -> Iterator[Pin]:
    """The pins of a file. One that cannot be read is for the check `unreadable-file`; the others count all the same."""
    try:
        yield from found
    except Unreadable:
        return


def _in_project(file: Toml) -> Iterator[Pin]:
    source = _table(file.document, *_SOURCE)
    key = next((one for one in ("tag", "rev", "branch") if isinstance(source.get(one), str)), "")
    for requirement in _requirements(file.document):
        if not (match := re.fullmatch(_REQUIREMENT, requirement.strip())):
            continue
        if pinned := re.fullmatch(_PINNED, match["source"] or ""):
            yield _written(file, requirement, pinned["ref"], pinned["url"])
        elif key:
            yield _written(file, source[key], source[key], str(source.get("git", "")), file.line_of(*_SOURCE, key))
        else:
            yield _written(file, requirement, "", "")


def _written(file: Toml, value: str, version: str, url: str, line: int = 1) -> Pin:
    """The pin in a text of the document, at or below a line; a comment before it may hold the same text."""
    start = sum(len(one) + 1 for one in file.text.split("\n")[: line - 1])
    text = re.compile(rf"^[^#\n]*(?P<quote>[\"']){re.escape(value)}(?P=quote)", re.MULTILINE)
    if not (match := text.search(file.text, start)):
        return Pin(file, file.line_of("dependency-groups", "kit"), version, url=url)
    at = file.text.rfind(version, match.start(), match.end()) if version else -1
    return Pin(file, file.text.count("\n", 0, match.end()) + 1, version, at, url)


def _requirements(document: dict[str, Any]) -> Iterator[str]:
    """Every requirement of a project."""
    project = _table(document, "project")
    groups = [project.get("dependencies"), *_table(project, "optional-dependencies").values()]
    for group in (*groups, *_table(document, "dependency-groups").values()):
        yield from (one for one in group if isinstance(one, str)) if isinstance(group, list) else ()


def _table(document: dict[str, Any], *keys: str) -> dict[str, Any]:
    """A table below another; an empty one where there is none."""
    for key in keys:
        found = document.get(key)
        document = found if isinstance(found, dict) else {}
    return document


def _in_hooks(file: Yaml, kit: str) -> Iterator[Pin]:
    for entry in items(value_of(fields(file.node), "repos")):
        found = fields(entry)
        url = text_of(value_of(found, "repo"))
        hooks = {text_of(value_of(fields(hook), "id")) for hook in items(value_of(found, "hooks"))}
        # A hook of this name says that it is the kit's, whatever its address is; `local` is the kit itself.
        if url == kit or ("modelwright-check" in hooks and url != "local"):
            rev = value_of(found, "rev")
            yield _at_node(file, entry if rev is None else rev, " ".join(text_of(rev).split()), url)


def _in_workflow(file: Yaml, slugs: set[str]) -> Iterator[Pin]:
    for node in uses(workflow(file)):
        match = re.fullmatch(_LENT, text_of(node))
        if match and match["slug"].lower() in slugs:
            yield _at_node(file, node, match["ref"])


def _at_node(file: Yaml, node: Any, version: str, url: str = "") -> Pin:
    start = file.text.rfind(version, node.start_mark.index, node.end_mark.index) if version else -1
    return Pin(file, node.start_mark.line + 1, version, start, url)
