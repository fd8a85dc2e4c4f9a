"""Hooks of MkDocs: the page of each check stands below the page that lists them, and search works from a disk."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from modelwright.reports.plugin import search_from_disk

CHECKS = "reference/checks/index.md"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages of the checks into the navigation."""
    folder = Path(config.docs_dir, CHECKS).parent
    found = sorted(path.relative_to(config.docs_dir).as_posix() for path in folder.glob("*.md"))
    config.nav = with_checks(config.nav, [path for path in found if path != CHECKS])
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the script that the sites of models have too."""
    files.append(search_from_disk(config))
    return files


def with_checks(entry: Any, pages: list[str]) -> Any:
    """A part of the navigation, in which the page of all checks has become a section with the others."""
    if isinstance(entry, list):
        return [with_checks(one, pages) for one in entry]
    if isinstance(entry, dict):
        return {title: with_checks(inner, pages) for title, inner in entry.items()}
    return [CHECKS, *pages] if entry == CHECKS else entry
