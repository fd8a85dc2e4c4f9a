"""Two pins name different versions of the kit.

## What it does

Compares every place of the repository that names a version of the kit: `_commit` in `.copier-answers.yml`, the `rev` of
the hooks in `.pre-commit-config.yaml`, the requirement in `pyproject.toml`, and each `uses:` of a lent workflow.

## Why it matters

One tag is at once the version of the template, the hooks, the workflows and the library. Where they disagree, a check
passes on a laptop and fails in CI, or the other way round.

## How to fix it

Undo the edit. To move to another version, run `uvx copier update`: it moves all of them together.
"""

import re
from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.repo import Repo

ANSWERS = ".copier-answers.yml"
FAMILY = "standard"
READS = (ANSWERS, "pyproject.toml", ".pre-commit-config.yaml", ".github/workflows/*")
_RECORDED = re.compile(r"^_commit:\s*['\"]?(?P<ref>[^'\"\s#]+)")
_HOOK_REPO = re.compile(r"^\s*-\s*repo:\s*['\"]?(?P<url>[^'\"\s#]+)")
_HOOK_REV = re.compile(r"^\s*rev:\s*['\"]?(?P<ref>[^'\"\s#]+)")
_HOOK_ID = re.compile(r"^\s*-\s*id:\s*['\"]?modelwright-check\b")
_REQUIREMENT = re.compile(r"""(?P<quote>['"])modelwright(?:\[[^\]]*\]|\s*(?=[@<>=~!]))(?P<source>.*?)(?P=quote)""")
_PINNED = re.compile(r"^\s*@\s*git\+(?P<url>.+)@(?P<ref>[^@/\s#]+)$")
_USES = re.compile(r"^\s*(?:-\s*)?uses:\s*['\"]?(?P<slug>[^@'\"\s]+)/\.github/workflows/[^@'\"\s]+@(?P<ref>[^'\"\s#]+)")


def check(repo: Repo) -> Iterator[Finding]:
    """Each pin that differs from the recorded version."""
    recorded = next((match["ref"] for _, match in _matches(repo, ANSWERS, _RECORDED)), None)
    if recorded is None:
        if (repo.root / ANSWERS).is_file():
            yield Finding(ANSWERS, 1, "no _commit: the version of the kit is not recorded")
        return
    for path, line, ref in pins(repo):
        if ref is None:
            yield Finding(path, line, f"names no version of the kit, and {ANSWERS} records {recorded}")
        elif ref != recorded:
            yield Finding(path, line, f"names version {ref} of the kit, and {ANSWERS} records {recorded}")


def pins(repo: Repo) -> Iterator[tuple[str, int, str | None]]:
    """Every pin of the kit besides the recorded one: path, line, and version where it names one."""
    urls = set()
    for line, match in _matches(repo, "pyproject.toml", _REQUIREMENT):
        pinned = _PINNED.match(match["source"])
        urls.add(pinned["url"] if pinned else "")
        yield "pyproject.toml", line, pinned["ref"] if pinned else None
    url = ""
    pin: tuple[int, str | None] | None = None
    for line, match in _matches(repo, ".pre-commit-config.yaml", _HOOK_REPO, _HOOK_REV, _HOOK_ID):
        if match.re is _HOOK_REPO:
            url, pin = match["url"], None
        elif match.re is _HOOK_REV:
            pin = (line, match["ref"])
        else:
            # This hook says that it is the kit, whatever its address is. The `rev` stands above the hooks.
            urls.add(url)
            yield (".pre-commit-config.yaml", *(pin or (line, None)))
    for workflow in sorted((repo.root / ".github" / "workflows").glob("*.y*ml")):
        path = workflow.relative_to(repo.root).as_posix()
        for line, match in _matches(repo, path, _USES):
            if any(url.startswith("file:") or match["slug"] in url for url in urls):
                yield path, line, match["ref"]


def _matches(repo: Repo, path: str, *patterns: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines of a file that match, 1-based. A file that is not there has none."""
    try:
        text = (repo.root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern in patterns:
            if match := pattern.search(line):
                yield number, match
