"""What the library knows of the standard: its files and the workflows that are lent, from the template and the kit.

The package holds the library only, so a hook that is installed somewhere else has neither `copier.yml` nor `template/`.
The example of the check that compares them is written here too: it shows the files of this version.
"""

import itertools
import json
import math
import re
from pathlib import Path
from typing import Any

import msgspec

from docs.pages.schema import COPIES
from docs.pages.schema import pages as schema_pages
from docs.pages.template import asked, copier_yml, environment
from docs.pages.workflows import lent
from modelwright import __version__
from modelwright.repo import Repo
from modelwright.standard.answers import Answers
from modelwright.standard.rendering import FILES, SPAN, Template
from modelwright.standard.workflows import FOLDER, LENT, local_contract

PACKAGE = "hooks/modelwright"
CASES = "tests/checks/cases/standard-edited"
BY_NAME = "${{ secrets.DATA_CONNECTION }}"
TEMPLATE_SCHEMA = COPIES[1].removeprefix("template/")
# A model repo of the example: small, and on the version that this is.
EXAMPLE = {
    "_commit": f"v{__version__}",
    "_src_path": "gh:acme/kit",
    "project_name": "churn",
    "task": "binary",
    "description": "Says who leaves.",
    "team": "Team",
    "contact": "team@example.com",
    "risk": "minimal",
    "serving": "batch",
    "code_host": "github",
}
# What a team might add to a workflow of the standard.
OWN_JOB = (
    "  # Ours.",
    "  notify:",
    "    needs: quality",
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - run: ./notify.sh",
)


def pages(root: Path) -> dict[str, str]:
    """Both files of the package, and the cases of the check `standard-edited`."""
    files = standard_files(root)
    return {
        f"{PACKAGE}/standard/{FILES.name}": _json({path: _sparse(one) for path, one in files.items()}),
        f"{PACKAGE}/standard/{LENT.name}": _json(lent_contracts(root)),
        **_cases(files),
    }


def standard_files(root: Path) -> dict[str, Template]:
    """Each file of the template that is the standard's.

    Raises:
        ValueError: one holds more than names to fill in, which the library does not render.
    """
    copier = copier_yml(root)
    [owned] = _listed(copier, "_skip_if_exists", {"_copier_phase": ""})
    found = {}
    for path in sorted(path for path in (root / "template").rglob("*") if path.is_file()):
        name = path.relative_to(root / "template").as_posix().removesuffix(".jinja")
        if not _is_below(name, owned):
            continue
        if name == TEMPLATE_SCHEMA:
            found[name] = Template(same_as=COPIES[0].removeprefix(f"{PACKAGE}/"), only=_only(copier, name))
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jinja":
            _refuse_more_than_names(path, text, set(copier))
        found[name] = Template(tuple(text.removesuffix("\n").split("\n")), only=_only(copier, name))
    return found


def _refuse_more_than_names(path: Path, text: str, names: set[str]) -> None:
    rest = re.sub(SPAN, lambda span: "" if span["name"] in names else span[0], text)
    if "{{" in rest or "# {%" in rest or "{#" in rest:
        raise ValueError(f"{path}: a file of the standard holds names of copier.yml to fill in, and no other Jinja")


def _only(copier: dict[str, Any], path: str) -> dict[str, tuple[str, ...]]:
    """For which answers a path is rendered, by question; without the questions that do not matter to it."""
    questions = {name: tuple(body["choices"].values()) for name, body in asked(copier).items() if "choices" in body}
    combinations = [dict(zip(questions, one, strict=True)) for one in itertools.product(*questions.values())]
    excluded = _listed(copier, "_exclude", *({**one, "_copier_operation": "copy"} for one in combinations))
    rendered = [one for one, paths in zip(combinations, excluded, strict=True) if not _is_below(path, paths)]
    kept = {
        name: tuple(value for value in values if any(one[name] == value for one in rendered))
        for name, values in questions.items()
    }
    if len(rendered) != math.prod(map(len, kept.values())):
        raise ValueError(f"{path}: whether it is rendered depends on answers together, which the library does not know")
    return {name: values for name, values in kept.items() if values != questions[name]}


def _listed(copier: dict[str, Any], key: str, *contexts: dict[str, str]) -> list[list[str]]:
    """The paths that a list of `copier.yml` comes to in each context."""
    jinja = environment(copier)
    entries = [jinja.from_string(entry) for entry in copier[key]]
    return [[path.strip("/") for entry in entries if (path := entry.render(one))] for one in contexts]


def _is_below(path: str, listed: list[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in listed)


def lent_contracts(root: Path) -> dict[str, Any]:
    """What each workflow that is lent takes and asks for, by the name of its file."""
    return {name: msgspec.to_builtins(local_contract(Repo(root), f"{FOLDER}{name}")) for name, _, _ in lent(root)}


def _sparse(template: Template) -> dict[str, Any]:
    return {key: value for key, value in msgspec.to_builtins(template).items() if value}


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _cases(files: dict[str, Template]) -> dict[str, str]:
    """A repository as it is rendered, and one with an edited workflow and without hooks."""
    answers = Answers(EXAMPLE)
    workflow, hooks = f"{FOLDER}quality.yml", ".pre-commit-config.yaml"
    good = {path: _example(one) for path, one in files.items() if one.is_rendered(answers)}
    good[TEMPLATE_SCHEMA] = schema_pages(Path())[COPIES[1]]
    version = EXAMPLE["_commit"]
    lines = good[workflow].removesuffix("\n").split("\n")
    edited = lines.index("    branches: [main]")
    lines[edited] = f"    branches: [main, develop]  # finding: line {edited + 1} differs from what {version} renders"
    first, last = len(lines) + 1, len(lines) + len(OWN_JOB)
    comment, *job = OWN_JOB
    lines += [f"{comment}  # finding: lines {first}-{last} are not in what {version} renders", *job]
    bad = {**good, workflow: "\n".join(lines) + "\n"}
    del bad[hooks]
    return {
        f"{CASES}/findings.txt": f"{hooks}:1: is missing, and {version} renders it [standard-edited]\n",
        **{f"{CASES}/good/{path}": text for path, text in good.items()},
        **{f"{CASES}/bad/{path}": text for path, text in bad.items()},
    }


def _example(template: Template) -> str:
    """A file in the repository of the example, with its version written out."""
    written = {"{{ kit_ref }}": EXAMPLE["_commit"], "{{ connection_secret }}": BY_NAME}
    lines = template.lines
    for span, value in written.items():
        lines = tuple(line.replace(span, value) for line in lines)
    rendered = Template(lines, template.same_as).rendered(Answers(EXAMPLE))
    return "\n".join(line.text for line in rendered) + "\n"
