"""Model repos that are generated and updated by the command line of Copier, as a user does it."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.repos import commit_all, git, run
from tests.template.lived_in import live
from tests.template.releases import FIRST, NEWEST

COPIER = str(Path(sys.executable).with_name("copier"))
# Each task and each code host once, and answers that need quotes in YAML, TOML and JSON.
ANSWERS = {
    "github": {"task": "binary", "risk": "limited", "serving": "batch"},
    "gitlab": {"task": "multiclass", "risk": "minimal", "serving": "online"},
    "none": {"task": "regression", "risk": "high", "serving": "batch"},
}
DESCRIPTION = """Says "yes", 'no' or \\n: it's 100 % {fine} # 🚲"""
TEAM = """Team "Ø" \\ 'Co' 🚀"""


def copy(source: str | Path, target: Path, code_host: str, *, ref: str) -> Path:
    """Generate a model repo."""
    answers = {"description": DESCRIPTION, "team": TEAM, "code_host": code_host, **ANSWERS[code_host]}
    data = [f"--data={question}={answer}" for question, answer in answers.items()]
    answer = run(target.parent, COPIER, "copy", "--defaults", f"--vcs-ref={ref}", *data, str(source), str(target))
    assert answer.returncode == 0, answer.stderr
    return target


def update(repo: Path, *arguments: str) -> Path:
    """Update a model repo, as its team does."""
    answer = run(repo, COPIER, "update", "--defaults", *arguments)
    assert answer.returncode == 0, answer.stderr
    return repo


def files(repo: Path) -> dict[str, bytes]:
    """Every file outside `.git`: its path and its bytes."""
    paths = (path for path in repo.rglob("*") if path.is_file() and ".git" not in path.relative_to(repo).parts)
    return {path.relative_to(repo).as_posix(): path.read_bytes() for path in paths}


def conflicts(repo: Path) -> list[str]:
    """What an update leaves where it could not merge: markers, rejected hunks, unmerged paths."""
    unmerged = git(repo, "ls-files", "--unmerged").splitlines()
    return unmerged + [
        path
        for path, content in files(repo).items()
        if path.endswith(".rej") or any(line.startswith((b"<<<<<<<", b">>>>>>>")) for line in content.splitlines())
    ]


@dataclass(frozen=True)
class Story:
    """One model repo in several states, each a folder. They are shared, so no test may change them."""

    folder: Path

    @property
    def generated(self) -> Path:
        """As the first release generated it."""
        return self.folder / "generated"

    @property
    def fresh(self) -> Path:
        """As the newest release generates it."""
        return self.folder / "fresh"

    @property
    def pristine(self) -> Path:
        """Generated and updated, with nothing in between."""
        return self.folder / "pristine"

    @property
    def lived(self) -> Path:
        """Generated and lived in."""
        return self.folder / "lived"

    @property
    def updated(self) -> Path:
        """Generated, lived in and updated."""
        return self.folder / "updated"


def tell(folder: Path, kit: Path, code_host: str) -> Story:
    """Make all states of a story."""
    story = Story(folder)
    copy(kit, story.fresh, code_host, ref=NEWEST)
    commit_all(copy(kit, story.generated, code_host, ref=FIRST))
    update(duplicate(story.generated, story.pristine))
    live(duplicate(story.generated, story.lived), code_host=code_host)
    commit_all(story.lived, "A year's work")
    update(duplicate(story.lived, story.updated))
    return story


def duplicate(repo: Path, target: Path) -> Path:
    """A copy with its history."""
    shutil.copytree(repo, target)
    return target
