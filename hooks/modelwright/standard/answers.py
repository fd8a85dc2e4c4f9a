"""What `.copier-answers.yml` records: the version of the kit, where the kit came from, and how it was answered."""

import re

from msgspec import Struct

from modelwright.layout import ANSWERS
from modelwright.repo import Repo
from modelwright.sources import Unreadable, Yaml, pairs

# Where the workflows come from that a repository calls whose kit lies on a disk.
PUBLIC_SLUG = "modelwright/modelwright"


class Answers(Struct, frozen=True):
    """What is recorded.

    Args:
        values: every key whose value is one text, a number or a boolean, as it is written.
    """

    values: dict[str, str]

    @classmethod
    def of(cls, repo: Repo) -> "Answers | None":
        """Those of a repository; None where nothing is recorded, or where it cannot be read."""
        if not (repo.root / ANSWERS).is_file():
            return None
        try:
            node = Yaml(repo, ANSWERS).node
        except Unreadable:
            return None
        return cls({key: value.value for key, (_, value) in pairs(node).items() if value.id == "scalar"})

    @property
    def version(self) -> str:
        """The tag or the commit of the kit; empty where there is none."""
        return " ".join(self.values.get("_commit", "").split())

    @property
    def source(self) -> str:
        """Where the kit came from, as Copier records it; empty where that is not said."""
        return self.values.get("_src_path", "")


def url_of(source: str) -> str:
    """The address of a kit as git, pip and uv understand it. The same as `kit_url` in `copier.yml`; a test compares."""
    if source.startswith("/") or re.match(r"[A-Za-z]:", source):
        from urllib.parse import quote

        if source.startswith("/"):
            return f"file://{quote(source)}"
        return "file:///" + quote(source.replace("\\", "/")).replace("%3A", ":", 1)
    plain = re.sub(r"^git\+", "", source)
    plain = re.sub(r"^gh:/?(.*?)(\.git)?$", r"https://github.com/\1.git", plain)
    plain = re.sub(r"^gl:/?(.*?)(\.git)?$", r"https://gitlab.com/\1.git", plain)
    return re.sub(r"^([^/@]+)@([^/:]+):(.*)$", r"ssh://\1@\2/\3", plain)


def slug_of(url: str) -> str:
    """`owner/name` of a kit on its code host. The same as `kit_slug` in `copier.yml`; a test compares."""
    return PUBLIC_SLUG if url.startswith("file:") else re.sub(r"^[a-z]+://[^/]+/(.*?)(\.git)?/?$", r"\1", url)


def kit_slug(repo: Repo) -> str:
    """`owner/name` of the kit whose workflows this repository calls; empty where it is not on a kit."""
    answers = Answers.of(repo)
    return slug_of(url_of(answers.source)) if answers is not None and answers.source else ""
