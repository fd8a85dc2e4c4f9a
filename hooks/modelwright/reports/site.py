"""Builds the site of a model, strictly: a broken link fails."""

import logging
import os
from pathlib import Path

from modelwright.errors import InputError, Refused
from modelwright.files import write_whole
from modelwright.repo import Repo
from modelwright.reports.card import card
from modelwright.reports.dossier import Dossier


def write_card(repo: Repo) -> Path:
    """Write the model card beside the evidence, where a pull request's diff shows how it changed."""
    path = repo.root / "reports" / "model-card.md"
    _, _, text = card(Dossier.of(repo)).partition("# ")  # without the page's settings for the site
    write_whole(path, f"# {text}".encode())
    return path


def build_site(repo: Repo) -> Path:
    """Build the site.

    Returns:
        The start page.

    Raises:
        InputError: there is no `mkdocs.yml`, or it is not valid.
        Refused: a page is broken; one finding for each warning.
    """
    # Material prints an advertisement for its successor to the log otherwise.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError, PluginError

    path = repo.root / "mkdocs.yml"
    warnings = _Warnings()
    log = logging.getLogger("mkdocs")
    log.addHandler(warnings)
    log.propagate = False
    try:
        build(load_config(str(path), strict=True, site_dir=str(repo.site_path)))
    except Abort as error:
        raise Refused(warnings.lines or [f"{repo.shown(path)}: {error}"]) from error
    except (ConfigurationError, PluginError) as error:
        raise InputError(repo.shown(path), warnings.lines[0] if warnings.lines else str(error)) from error
    finally:
        log.removeHandler(warnings)
    return repo.site_path / "index.html"


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of; with `--strict`, each is a reason to fail."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message, on one line."""
        self.lines.append(f"mkdocs.yml: {' '.join(record.getMessage().split())} [broken-page]")
