"""Which version of the kit is running. What other versions render, it cannot know."""

import re

from modelwright import __version__

_COMMIT = r"[0-9a-f]{40}(?:[0-9a-f]{24})?"


def is_running(version: str) -> bool:
    """Whether the running library is a version that a repository records: a tag, or the full hash of a commit.

    pre-commit installs the hooks at `rev` and uv the library at the version that the requirement names, so in a
    repository whose pins agree, it is.
    """
    if not re.fullmatch(_COMMIT, version):
        return version == f"v{__version__}"
    return version == _commit()


def shown(version: str) -> str:
    """A version as a person calls it: a tag, or the beginning of a hash."""
    return version[:12] if re.fullmatch(_COMMIT, version) else version


def _commit() -> str | None:
    """The commit that was installed, or None where the installation does not say.

    uv and pip note it where they fetch by URL. pre-commit and prek clone first, and install from that folder.
    """
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from pathlib import Path
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    from modelwright.repo import Repo

    try:
        noted = json.loads(distribution("modelwright").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return None
    if commit := noted.get("vcs_info", {}).get("commit_id"):
        return str(commit)
    url = str(noted.get("url", ""))
    if not url.startswith("file:"):
        return None
    folder = Repo(Path(url2pathname(urlsplit(url).path)))
    # A checkout that somebody works in is no version; and one without `.git` may lie in a repository of somebody else.
    if not (folder.root / ".git").exists() or folder.git("status", "--porcelain", "--untracked-files=no") != "":
        return None
    return folder.commit
