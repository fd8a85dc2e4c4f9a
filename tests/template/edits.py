"""Edits of text files that fail loudly where there is nothing to edit, and what must become of them in an update."""

from collections import Counter
from pathlib import Path


def swap(path: Path, old: str, new: str) -> None:
    """Replace a passage that occurs exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} holds {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(path: Path, text: str) -> None:
    """Add lines at the end of a file, which is made where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def merge_flaws(generated: str, lived: str, fresh: str, updated: str) -> list[str]:
    """The lines that a three-way merge lost, kept or invented.

    Where both sides left each other's lines alone, each line occurs as often as in the file that was lived in, plus
    what the newest version added, less what it removed.
    """
    counts = [Counter(text.splitlines()) for text in (generated, lived, fresh, updated)]
    return [
        f"{line!r} occurs {counts[3][line]} times"
        for line in sorted(set().union(*counts))
        if line.strip() and counts[3][line] != counts[1][line] + counts[2][line] - counts[0][line]
    ]
