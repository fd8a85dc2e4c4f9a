"""The render matrix: the template, rendered with every combination of the answers that choose paths and text."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.template.copier_config import CHOICES


class Combination(NamedTuple):
    """One answer to each question that has choices. The other answers are the defaults."""

    task: str
    risk: str
    serving: str
    code_host: str

    def __str__(self) -> str:
        return "-".join(self)


COMBINATIONS = [Combination(*values) for values in itertools.product(*(CHOICES[name] for name in Combination._fields))]

Matrix = Mapping[Combination, Path]


class Variant(NamedTuple):
    """One content of a rendered path, and the first combination that has it."""

    path: str
    content: bytes
    combination: Combination

    def __str__(self) -> str:
        return f"{self.path} ({self.combination})"

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")


def folders(root: Path) -> Matrix:
    """Where each combination lies, once `render_all` has run."""
    return {combination: root / str(combination) for combination in COMBINATIONS}


def render_all(root: Path, render: Callable[..., Path]) -> Matrix:
    """Render every combination into a folder of its own."""
    matrix = folders(root)
    for combination, folder in matrix.items():
        render(folder, **combination._asdict())
    return matrix


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a render: its path and its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def variants_of(matrix: Matrix) -> Iterator[Variant]:
    """Each distinct content of each rendered path, once."""
    seen: set[tuple[str, bytes]] = set()
    for combination, folder in matrix.items():
        for path, content in contents(folder).items():
            if (path, content) not in seen:
                seen.add((path, content))
                yield Variant(path, content, combination)
