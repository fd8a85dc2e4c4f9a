"""The template as `copier.yml` describes it: its questions, and the settings of Jinja that render it."""

from collections.abc import Iterator
from typing import Any

import jinja2
import yaml
from jinja2.sandbox import SandboxedEnvironment

from tests.repos import ROOT, git

CONFIG: dict[str, Any] = yaml.safe_load((ROOT / "copier.yml").read_text(encoding="utf-8"))
QUESTIONS: dict[str, dict[str, Any]] = {name: entry for name, entry in CONFIG.items() if not name.startswith("_")}
ASKED = {name: question for name, question in QUESTIONS.items() if question.get("when") is not False}
CHOICES = {name: tuple(question["choices"].values()) for name, question in ASKED.items() if "choices" in question}

BLOCK_START: str = CONFIG["_envops"]["block_start_string"]


def environment() -> jinja2.Environment:
    """Jinja as Copier sets it up for this template."""
    return SandboxedEnvironment(
        extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"],
        **{**CONFIG["_envops"], "undefined": jinja2.StrictUndefined},
    )


def template_paths() -> Iterator[str]:
    """Every file of the template, relative to it."""
    listed = git(ROOT / "template", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in sorted(set(filter(None, listed.split("\0")))):
        if (ROOT / "template" / name).is_file():
            yield name
