"""Small model repos to run one check on: a spec, and whatever a test writes beside it."""

from collections.abc import Mapping
from pathlib import Path

from modelwright.checking.runner import run_checks
from modelwright.repo import Repo

SPEC = (Path(__file__).with_name("cases") / "spec-unknown-column" / "good" / "model.toml").read_text(encoding="utf-8")


def write(root: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def found(check: str, root: Path, *paths: str) -> list[str]:
    """What one check finds: `path:line: fact`; with paths, as where only these were changed."""
    outcome = run_checks(Repo(root), [check], paths=paths or None)
    return [f"{one.finding.path}:{one.finding.line}: {one.finding.fact}" for one in outcome.reported]


def changed(text: str, *edits: tuple[str, str]) -> str:
    """A text with replacements, each of which must have something to replace."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
