"""What the design page says of the code is so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from docs.pages.cli import verbs
from modelwright.cli import parser
from tests.repos import ROOT

PAGE = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
LIBRARY = ROOT / "hooks" / "modelwright"
# The package itself holds the version; `__main__` is the command line under another name.
EVERYWHERE = {"__init__", "__main__"}


def layers() -> dict[str, int]:
    """How far up each module or package of the library stands; from the block below `Arrows`."""
    block = re.search(r"^## Arrows$.*?^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert block
    lines = block[1].splitlines()
    return {name: len(lines) - number for number, line in enumerate(lines) for name in line.split(", ")}


def arrows(library: Path) -> Iterator[tuple[str, str]]:
    """Every import inside the library, also those inside functions: from which part, to which part."""
    for path in sorted(library.rglob("*.py")):
        part = path.relative_to(library).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            # `from modelwright import evidence` names the part on the right.
            if names == ["modelwright"] and isinstance(node, ast.ImportFrom):
                names = [f"modelwright.{alias.name}" for alias in node.names]
            yield from ((part, name.split(".")[1]) for name in names if name.startswith("modelwright."))


def wrong(library: Path) -> list[str]:
    """The imports that point up or sideways."""
    height = layers()
    parts = {path.name.removesuffix(".py") for path in library.iterdir() if path.suffix == ".py" or path.is_dir()}
    return [
        f"{source} -> {target}"
        for source, target in arrows(library)
        if source != target and target in parts and source not in EVERYWHERE and height[source] <= height[target]
    ]


def test_every_import_points_down() -> None:
    assert wrong(LIBRARY) == []


def test_every_part_of_the_library_has_a_layer() -> None:
    parts = {source for source, _ in arrows(LIBRARY)} - EVERYWHERE

    assert parts <= set(layers())


def test_an_import_that_points_up_is_found(tmp_path: Path) -> None:
    (tmp_path / "spec.py").write_text("def f():\n    from modelwright.cli import parser\n", encoding="utf-8")
    (tmp_path / "cli.py").write_text("from modelwright import spec\n", encoding="utf-8")

    assert wrong(tmp_path) == ["spec -> cli"]


def test_what_is_said_to_be_missing_is_missing() -> None:
    section = PAGE[PAGE.index("## Not there yet") :]
    sentence = section.partition("in this version:")[2].partition(".")[0]
    missing = set(re.findall(r"`([a-z]+)`", sentence))

    assert missing
    assert missing & {name for name, _, _ in verbs(parser())} == set()


def test_every_folder_of_the_tree_exists() -> None:
    block = re.search(r"^## The tree$.*?^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert block
    for line in block[1].splitlines():
        root = LIBRARY if line.startswith("  ") else ROOT
        for name in re.split(r"\s{2,}", line.strip())[:-1]:
            assert (root / name).exists(), name


def test_every_part_of_the_library_is_in_the_tree() -> None:
    shown = set(re.findall(r"^  (\w+)(?:\.py|/)", PAGE, re.MULTILINE))

    assert shown >= set(layers()) - {"toml_lines"}
