"""Freezing: what the first rows decided about a split is written into the spec, and later rows do not move it.

A split by time freezes its cut, a stratified one a threshold for each stratum. Any other random split depends on no
other row, so there is nothing to freeze. The spec is the only place: whoever has a row and the spec knows its side.
"""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from modelwright.data import strata, times
from modelwright.data.hashing import drawn
from modelwright.errors import InputError
from modelwright.files import replace_whole
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.spec import Spec, load_spec, spec_of
from modelwright.spec.rows import Frozen
from modelwright.toml_lines import line_of

if TYPE_CHECKING:
    import pandas as pd

_WHY = "Written at the first training, so that new rows move no old one. Without it, another holdout is drawn."


def is_frozen(spec: Spec) -> bool:
    """Whether the side of a row depends on that row and the spec alone."""
    split = spec.split
    if split.strategy == "time":
        return split.cut is not None
    return split.stratify is None or split.frozen is not None


def frozen(spec: Spec, frame: "pd.DataFrame") -> Spec:
    """The spec with its split frozen to these rows; as it is where it is frozen already.

    Raises:
        InputError: a stratum is too small to be on both sides, or a column of the split cannot be used.
    """
    if is_frozen(spec):
        return spec
    split = spec.split
    if split.strategy == "time":
        split = msgspec.structs.replace(split, cut=times.first_cut(frame, spec))
    else:
        split = msgspec.structs.replace(split, frozen=strata.freeze(frame, spec, drawn(frame, spec)))
    return msgspec.structs.replace(spec, split=split)


def freeze(repo: Repo, frame: "pd.DataFrame") -> list[str]:
    """Write into `model.toml` what these rows freeze, and nothing else; comments and order stay.

    Returns:
        The lines that were added; none where the split is frozen already.

    Raises:
        InputError: the file cannot be written, or is laid out so that the lines must be added by hand.
    """
    path = repo.shown(SPEC_NAME)
    spec = load_spec(path)
    wanted = frozen(spec, frame)
    if wanted == spec:
        return []
    text = Path(path).read_bytes().decode()
    added, changed = _added(text, wanted)
    try:
        right = spec_of(changed, path) == wanted
    except InputError:
        right = False
    if not right:
        raise InputError(path, f"split: add what freezes it by hand: {' | '.join(added)}")
    replace_whole(path, changed.encode())
    # What was read of the file before is no longer what it says.
    for name in ("spec", "valid_spec", "spec_text"):
        vars(repo).pop(name, None)
    return added


def _added(text: str, spec: Spec) -> tuple[list[str], str]:
    """The lines that freeze a split, and the spec's text with them."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if spec.split.frozen is None:
        added = [f"cut = {json.dumps(spec.split.cut)}  # {_WHY}"]
        place = line_of(text, ("split", "column")) or 0
        block = added
    else:
        added = _table(spec.split.frozen)
        place = _last_line(lines, line_of(text, ("split",)) or 0)
        block = ["", *added]
    before = lines[:place]
    if before and not before[-1].endswith("\n"):
        before[-1] += end
    return added, "".join([*before, *(line + end for line in block), *lines[place:]])


def _table(frozen: Frozen) -> list[str]:
    lines = [f"# {_WHY}", "[split.frozen]", f"of = {_quoted(frozen.of)}"]
    if frozen.edges:
        lines.append(f"edges = [{', '.join(map(repr, frozen.edges))}]")
    return [*lines, "[split.frozen.shares]", *(f"{_quoted(name)} = {share!r}" for name, share in frozen.shares.items())]


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _last_line(lines: list[str], header: int) -> int:
    """The last line of a table that says something: a comment before the next header belongs to that one."""
    last = header
    for number, line in enumerate(lines[header:], start=header + 1):
        if re.match(r"\s*\[", line):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            last = number
    return last
