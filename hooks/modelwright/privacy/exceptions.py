"""Where personal data are in their place: credits, the team's own contacts, and numbers published for tests."""

import re
from functools import lru_cache

from modelwright.layout import SPEC_NAME
from modelwright.patterns import compiled
from modelwright.privacy import payment
from modelwright.privacy.addresses import EMAIL
from modelwright.privacy.hits import Hit
from modelwright.repo import Repo
from modelwright.sources import is_like

# Files that say who made something, and files that a program writes from a package index.
_SKIPPED = (
    "license*", "licence*", "copying*", "notice*", "authors*", "contributors*", "maintainers*", "codeowners",
    ".mailmap",
    "citation.cff", "metadata", "pkg-info", "*.lock", "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml",
    "*-lock.json", "conda-lock.yml", "go.sum", ".secrets.baseline",
)  # fmt: skip
# Files in which an address is that of an author.
_METADATA = {
    "pyproject.toml", "setup.cfg", "setup.py", "package.json", "codemeta.json", ".zenodo.json", "cargo.toml",
    "meta.yaml",
    "description",
}  # fmt: skip
# Files that say whom to write to.
_CONTACTS = ("code_of_conduct", "code-of-conduct", "security", "support", "contributing", "governance")
_PAGES = (".md", ".rst", ".txt")
_HISTORIES = ("changelog", "changes", "history", "news", "thanks", "credits", "acknowledg")
# In the comments that code begins with, an address beside a name is that of an author.
_CODE = (
    ".py", ".pyi", ".pyx", ".pxd", ".tp", ".c", ".cc", ".cpp", ".cu", ".h", ".hpp", ".r", ".jl", ".js", ".ts", ".java",
    ".scala", ".sh", ".sql", ".rs", ".go",
)  # fmt: skip
_AUTHOR = compiled(r"[A-Z]\w+ (?:\w+ )*[A-Z]\w+[^\w\n]{1,4}\Z|\n\s+<\Z")
_COMMENTS = compiled(r"\s*+(?:(?:#|//|--)[^\n]*+\s*+|/\*(?:[^*]|\*(?!/))*+\*/\s*+)*+(?:/\*(?:[^*]|\*(?!/))*+)?\Z")
_ADDRESS = compiled(r"[\w.+-]{1,64}@[\w.-]{1,255}")
_IN_TESTS = compiled(r"(?:^|/)(?:tests?|testing)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
# Social security numbers that were printed in advertisements and forms.
_SSN_FOR_TESTS = {"123456789", "078051120", "219099999"}


def is_skipped(path: str) -> bool:
    """Whether a file gives credit, or is written by a program from a package index."""
    name = path.rpartition("/")[2].lower()
    if path.startswith("node_modules/") or "/node_modules/" in path:
        return True
    return is_like(name, _SKIPPED) and not name.endswith((".py", ".csv", ".parquet"))


def is_fine(hit: Hit, text: str, path: str) -> bool:
    """Whether what was found is in its place in this file."""
    if hit.kind == EMAIL:
        name = path.rpartition("/")[2].lower()
        return (
            name in _METADATA
            or name.startswith(_HISTORIES)
            or (name.startswith(_CONTACTS) and name.endswith(_PAGES))
            or (name.endswith(_CODE) and _in_header(text, hit.start))
        )
    if path.endswith(".svg"):
        return True  # what looks like an address there is where a line goes to
    digits = re.sub(r"[^0-9]", "", text[hit.start : hit.end])
    return digits in _SSN_FOR_TESTS or (payment.is_for_tests(digits) and bool(_IN_TESTS.search(path)))


def _in_header(text: str, at: int) -> bool:
    return bool(_AUTHOR.search(text, max(at - 120, 0), at) and _COMMENTS.match(text, 0, at))


class Contacts:
    """The addresses that the team publishes, read when the first address is found."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo

    def __contains__(self, address: object) -> bool:
        """Whether the team publishes an address, in lower case."""
        return address in _contacts(self._repo)


@lru_cache(maxsize=1)
def _contacts(repo: Repo) -> frozenset[str]:
    """Those of the owner and the steward of the spec, the authors of the project, and the code owners."""
    found: set[str] = set()
    spec, project = _toml(repo, SPEC_NAME), _toml(repo, "pyproject.toml")
    texts = [*_said(spec, "owner", "contact"), *_said(spec, "data", "steward")]
    texts += _said(project, "project", "authors", "maintainers")
    for place in ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", "CITATION.cff"):
        texts.append(_text(repo, place))
    for text in texts:
        found.update(address.lower() for address in _ADDRESS.findall(text))
    return frozenset(found)


def _said(file: dict[str, object], table: str, *keys: str) -> list[str]:
    """What a file says under keys of one of its tables."""
    said = file.get(table)
    return [str(said.get(key, "")) for key in keys] if isinstance(said, dict) else []


def _toml(repo: Repo, path: str) -> dict[str, object]:
    from modelwright.toml_lines import NotToml, parsed

    try:
        return parsed(_text(repo, path))
    except NotToml:
        return {}


def _text(repo: Repo, path: str) -> str:
    try:
        return (repo.root / path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
