"""The MkDocs plug-in that adds a model's generated pages to the team's own.

Pages and figures exist in memory only, so `mkdocs build` and `mkdocs serve` always show the evidence as it is.
"""

from importlib import resources
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from modelwright.errors import InputError
from modelwright.repo import Repo
from modelwright.reports.dossier import Dossier
from modelwright.reports.evaluation_pages import GROUPS, START
from modelwright.reports.figures import figures
from modelwright.reports.pages import pages

SEARCH_FROM_DISK = "assets/iframe-worker.js"


def search_from_disk(config: MkDocsConfig) -> File:
    """The script that search needs in a page that was opened from a disk; the theme would load it from elsewhere."""
    script = resources.files("modelwright.reports").joinpath(SEARCH_FROM_DISK)
    return File.generated(config, SEARCH_FROM_DISK, content=script.read_text(encoding="utf-8"))


def with_every_page(nav: list[Any]) -> list[Any]:
    """The navigation with a section for the pages of the evaluation, in the place of the one that leads to them.

    They are the kit's, and more come with a later version; a `mkdocs.yml` belongs to the team.
    """
    below = [{"Overview": START}, *({group.title: group.path} for group in GROUPS)]
    named = str(nav)
    if any(group.path in named for group in GROUPS):
        return nav  # the team has laid them out itself
    return [
        dict.fromkeys(entry, below) if isinstance(entry, dict) and [*entry.values()] == [START] else entry
        for entry in nav
    ]


class ModelPages(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Adds the start page, the model card, the evaluation and the data page."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Keep search at home, the theme's advertisement off the page, and every page within reach."""
        config.extra.setdefault("generator", False)
        config.extra.setdefault("polyfills", []).append(SEARCH_FROM_DISK)
        if isinstance(config.nav, list):
            config.nav = with_every_page(config.nav)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add each page that the team has not written itself."""
        try:
            dossier = Dossier.of(Repo.find(Path(config.config_file_path).parent))
        except InputError as error:
            raise PluginError(str(error)) from error
        made: dict[str, str | bytes] = {**pages(dossier)}
        if dossier.evaluation:
            made |= {f"figures/{name}.svg": drawn for name, drawn in figures(dossier.evaluation).items()}
        files.append(search_from_disk(config))
        for path, content in made.items():
            if files.get_file_from_path(path) is None:
                files.append(File.generated(config, path, content=content))
        return files
