"""What the template renders, as text that people review: one file for each path, and an index of all paths."""

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.repos import Kit
from tests.template import passages
from tests.template.matrix import Combination, Matrix, contents

FOLDER = Path(__file__).parent / "snapshot"
INDEX = "index.txt"
REFRESH = ".venv/bin/python -m tests.template.snapshot_update"
HEAD = """\
# When each path is rendered. `copied` is as in template/; a path without a note has its text beside this file.
# After a change of the template: {refresh}
"""

Snapshot = Mapping[str, str]


def snapshot_of(matrix: Matrix, kit: Kit) -> Snapshot:
    """Every file of the snapshot, as the template renders now."""
    rendered: dict[str, dict[Combination, bytes]] = {}
    for combination, folder in matrix.items():
        for path, content in contents(folder).items():
            rendered.setdefault(path, {})[combination] = content
    index, files = [HEAD.format(refresh=REFRESH)], {}
    for path, by_combination in sorted(rendered.items()):
        note = _note(path, set(by_combination.values()), kit)
        index.append(f"{path}: {passages.condition(by_combination)}{note}\n")
        if not note:
            texts = {one: neutral(content.decode("utf-8"), kit) for one, content in by_combination.items()}
            files[f"{path}.txt"] = passages.write(texts)
    return {INDEX: "".join(index), **files}


def neutral(text: str, kit: Kit) -> str:
    """The text with a kit that has neither a place nor a version, so that a release changes no snapshot."""
    return text.replace(kit.url, "file:///kit").replace(str(kit.path), "/kit").replace(kit.tag, "v0.0.0")


def load(folder: Path) -> Snapshot:
    """The snapshot that was reviewed."""
    return {name: content.decode("utf-8") for name, content in contents(folder).items()}


def differences(reviewed: Snapshot, rendered: Snapshot) -> Iterator[str]:
    """A diff for each file of the snapshot that is not as it was reviewed, and for each that is new or stale."""
    for name in sorted(reviewed.keys() | rendered.keys()):
        before, after = (side.get(name, "").splitlines(keepends=True) for side in (reviewed, rendered))
        if name not in rendered:
            yield f"{name}: stale, nothing renders it\n"
        elif name not in reviewed:
            yield f"{name}: not reviewed\n" + "".join(after)
        elif before != after:
            yield "".join(difflib.unified_diff(before, after, f"reviewed/{name}", f"rendered/{name}"))


def _note(path: str, contents: set[bytes], kit: Kit) -> str:
    """What stands for the text of a path: nobody reads a data file here, or what was copied once more."""
    source = kit.path / "template" / path
    if any(b"\0" in content for content in contents):
        return "".join(f"; sha256 {hashlib.sha256(content).hexdigest()}" for content in sorted(contents))
    return "; copied" if source.is_file() and contents == {source.read_bytes()} else ""
