"""A model repo whose gates are switched off in one way or another."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

from tests.checks.model_repos import SPEC, found, write
from tests.repos import ROOT

CHECK = "gate-disabled"
GATES = "tests/evaluation/test_gates.py"
TEMPLATE = (ROOT / "template" / GATES).read_text(encoding="utf-8")


def facts(root: Path, files: Mapping[str, str]) -> list[str]:
    """What is found when these files are beside the template's own tests of the gates."""
    write(root, {"model.toml": SPEC, GATES: TEMPLATE, **{name: textwrap.dedent(text) for name, text in files.items()}})
    return [line.split(": ", 1)[1] for line in found(CHECK, root)]
