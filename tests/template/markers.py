"""Which lines of a template are ever rendered: each line is replaced by a marker, and Copier renders the rest.

Only the block tags are left as they are, so Copier decides what is rendered as it does for a team: by the same answers,
the same settings of Jinja and the same list of conditional paths.
"""

import re
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from tests.repos import commit_all, git
from tests.template.copier_config import BLOCK_START
from tests.template.matrix import Combination, contents

MARKER = re.compile(rb"<(\d+):(\d+)>")


class BlockTagError(AssertionError):
    """A block tag that shares its line, or that goes on in the next: it would leave marked lines in doubt."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(f"template/{path}:{line}: a block tag stands alone on its line")


def dead_lines(
    source: Path, workspace: Path, render: Callable[..., Path], combinations: Collection[Combination]
) -> list[str]:
    """The lines of the template in `source` that none of the combinations renders.

    Args:
        source: a folder with `copier.yml` and `template/`.
        workspace: an empty folder, for the marked template and its renders.
        render: renders a template for some answers.
        combinations: the answers to try, until every line has been rendered.
    """
    kit = workspace / "kit"
    dead = dict(_mark(source, kit))
    commit_all(kit)
    git(kit, "tag", "v0.0.0")
    for combination in combinations:
        if not dead:
            break
        target = render(workspace / str(combination), source=str(kit), **combination._asdict())
        for content in contents(target).values():
            for file, line in MARKER.findall(content):
                dead.pop((int(file), int(line)), None)
    return list(dead.values())


def _mark(source: Path, target: Path) -> Iterator[tuple[tuple[int, int], str]]:
    """Write the marked template, and give the place of each marker."""
    target.mkdir(parents=True)
    shutil.copy(source / "copier.yml", target)
    for file, (path, content) in enumerate(contents(source / "template").items()):
        marked = target / "template" / path
        marked.parent.mkdir(parents=True, exist_ok=True)
        if not path.endswith(".jinja"):
            # Copied whole or not at all.
            marked.write_text(f"<{file}:0>", encoding="utf-8")
            yield (file, 0), f"template/{path}"
            continue
        out = []
        for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
            if _is_block_tag(path, number, line):
                out.append(line)
            else:
                out.append(f"<{file}:{number}>")
                yield (file, number), f"template/{path}:{number}: {line}"
        marked.write_text("\n".join(out) + "\n", encoding="utf-8")


def _is_block_tag(path: str, number: int, line: str) -> bool:
    if BLOCK_START not in line and "%}" not in line:
        return False
    if not re.fullmatch(rf"\s*{re.escape(BLOCK_START)}[^%]*%}}", line):
        raise BlockTagError(path, number)
    return True
