"""The hooks that the kit lends: the manifest that pre-commit and prek read, the kit's own use of it, and a page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from docs.pages.markdown import page, table

SOURCE = "docs/pages/hooks.py"
PYTHON = ("python", "pyi", "jupyter")
# What people write. Data, images and notebooks are full of words that nobody wrote: a picture alone gives dozens.
PROSE = ("python", "pyi", "markdown", "rst", "toml", "yaml", "sql", "shell", "dockerfile", "makefile", "r", "quarto")
WORKFLOWS = r"^\.github/workflows/[^/]+\.ya?ml$"
# A commit waits for what is fast. A push waits for the rest, and asks once more about what must not leave the machine:
# a commit may have been made without hooks, or by a rebase, which runs none.
COMMIT = ("pre-commit", "manual")
PUSH = ("pre-push", "manual")
BOTH = ("pre-commit", "pre-push", "manual")


class Hook(NamedTuple):
    """A hook, as the manifest and the page want it.

    Args:
        id: what a configuration names it by.
        finds: what a person reads on the page and in the manifest.
        entry: the command; the files follow it.
        stages: when it runs.
        settings: where a model repo says what it wants of it, and how one line is excused.
        types: of the files that it runs on, any of these; see `identify`.
        files, exclude: patterns of their paths.
        whole: it reads the project by itself, when one of the files changes.
    """

    id: str
    finds: str
    entry: str
    stages: tuple[str, ...]
    settings: str
    types: tuple[str, ...] = ("file",)
    files: str = ""
    exclude: str = ""
    whole: bool = False


HOOKS = (
    Hook(
        "modelwright-check",
        "What a model repository must not contain: see [Checks](checks/index.md).",
        "modelwright check",
        BOTH,
        "`[tool.modelwright]`; `# modelwright: allow[ID] reason`",
    ),
    Hook(
        "detect-secrets",
        "Passwords, tokens and private keys, by their form or by the name that they are given.",
        "modelwright-secrets",
        BOTH,
        "none; `# pragma: allowlist secret`",
        ("text",),
        # Tables are slow to search and full of what looks like a token; `ml-credential` and `personal-data` read them.
        exclude=r"\.(csv|tsv|jsonl|ndjson|lock)$",
    ),
    Hook(
        "ruff-check",
        "What is wrong or unclear in Python, by the rules that the repository selects.",
        "ruff check --force-exclude",
        COMMIT,
        "`[tool.ruff.lint]`; `# noqa: RULE`",
        PYTHON,
    ),
    Hook(
        "ruff-format",
        "Python that is not formatted. It formats the file, and you commit again.",
        "ruff format --force-exclude",
        COMMIT,
        "`[tool.ruff]`; `# fmt: skip`",
        PYTHON,
    ),
    Hook(
        "typos",
        "Misspelt words in code, settings and pages; not in data or notebooks.",
        "typos --force-exclude",
        COMMIT,
        "`[tool.typos.default.extend-words]`",
        PROSE,
        exclude=r"\.lock$",
    ),
    Hook(
        "zizmor",
        "Workflows that others could take over: injected commands, floating actions, wide permissions.",
        # All that this persona reports is worth an answer; the stricter ones also report what is a matter of taste.
        "zizmor --offline --quiet --no-progress --persona regular",
        COMMIT,
        "`.github/zizmor.yml`; `# zizmor: ignore[AUDIT] reason`",
        ("yaml",),
        files=r"^\.github/(workflows/[^/]+|dependabot)\.ya?ml$|(^|/)action\.ya?ml$",
    ),
    Hook(
        "workflow-schema",
        # Not of Dependabot's file: this takes a third of a second, and the team edits it once in a year.
        "Workflows that GitHub would refuse to read.",
        "check-jsonschema --builtin-schema vendor.github-workflows",
        COMMIT,
        "none",
        ("yaml",),
        files=WORKFLOWS,
    ),
    Hook(
        "mypy",
        "Types that do not fit, in the whole project, with the libraries of its own environment.",
        "modelwright-mypy",
        PUSH,
        "`[tool.mypy]`; `# type: ignore[CODE]`",
        # What a requirement brings changes the types too.
        files=r"\.pyi?$|(^|/)(pyproject\.toml|mypy\.ini|uv\.lock)$",
        whole=True,
    ),
)
# On the kit itself, and on nothing else: a page or a manifest that is not what the code says.
REFERENCE = Hook(
    "reference-is-current",
    "Generated files that are stale.",
    "python docs/generate.py --check",
    COMMIT,
    "",
    whole=True,
)
# In the kit, examples of what the hook refuses. Other tools read this from pyproject.toml; this one has no such place.
EXAMPLES = {"detect-secrets": r"^(docs/reference/checks/|tests/checks/cases/|tests/privacy/(labelled|lookalikes)\.py$)"}

INTRODUCTION = """\
One `repo:` entry in `.pre-commit-config.yaml` brings all of these, in one environment. Their versions are pinned in one
place, the kit's `pyproject.toml`, which also decides what a model repo installs: a commit, CI and your editor agree.

[Hooks](../hooks.md) says how to install them, how long they take, and how to add your own."""


def pages(root: Path) -> dict[str, str]:
    """`.pre-commit-hooks.yaml`, the kit's own `.pre-commit-config.yaml`, and `reference/hooks.md`."""
    del root
    return {
        ".pre-commit-hooks.yaml": manifest(),
        ".pre-commit-config.yaml": own(),
        "docs/reference/hooks.md": page("Hooks", SOURCE, INTRODUCTION, *_reference()),
    }


def manifest() -> str:
    """What pre-commit and prek read when a configuration names the kit."""
    return _yaml([_entry(hook) for hook in HOOKS], "What the kit lends to every repository")


def own() -> str:
    """The same hooks on the kit itself, from the locked environment of this checkout."""
    hooks = []
    for hook in (*HOOKS, REFERENCE):
        exclude = EXAMPLES.get(hook.id, "")
        entry = _entry(hook._replace(exclude="|".join(filter(None, (hook.exclude, exclude)))))
        hooks.append(entry | {"entry": f"uv run --frozen {hook.entry}", "language": "unsupported"})
    content = {
        "minimum_pre_commit_version": "4.4.0",
        "default_install_hook_types": ["pre-commit", "pre-push"],
        "repos": [{"repo": "local", "hooks": hooks}],
    }
    return _yaml(content, "The hooks that the kit lends, on the kit itself")


def _entry(hook: Hook) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": hook.id,
        "name": hook.id.replace("-", " ") if "-" in hook.id and hook.id != "detect-secrets" else hook.id,
        "description": hook.finds.partition(": see [")[0].rstrip(".") + ".",
        "entry": hook.entry,
        "language": "python",
        "types" if len(hook.types) == 1 else "types_or": list(hook.types),
        "files": hook.files,
        "exclude": hook.exclude,
        "stages": list(hook.stages),
        # One process: it uses the cores itself, and two would write into the same output.
        "require_serial": True,
    }
    if hook.whole:
        entry["pass_filenames"] = False
    return {key: value for key, value in entry.items() if value != ""}


class _Lists(yaml.SafeDumper):
    """Nested lists indented, lists of words on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)


def _list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
    words = all(isinstance(item, str) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=words)


_Lists.add_representer(list, _list)


def _yaml(content: Any, title: str) -> str:
    note = f"# {title}.\n# Written by docs/generate.py from {SOURCE}. Edit that, then run `make docs`.\n"
    return note + yaml.dump(content, Dumper=_Lists, sort_keys=False, width=1000, allow_unicode=True)


def _reference() -> Iterator[str]:
    yield "## What runs, and when"
    rows = [[f"`{hook.id}`", hook.finds, _when(hook), hook.settings] for hook in HOOKS]
    yield table(["Hook", "Finds", "Runs at", "Settings, and excusing a line"], rows)
    yield "## What they run on"
    yield table(["Hook", "Command", "Files"], [[f"`{hook.id}`", f"`{hook.entry}`", _files(hook)] for hook in HOOKS])
    yield "A hook that reads one changed file reads no other, save `mypy`: a type may break where nothing was edited."


def _when(hook: Hook) -> str:
    return " and ".join(stage.removeprefix("pre-") for stage in hook.stages if stage != "manual")


def _files(hook: Hook) -> str:
    if hook.whole:
        return "the whole project, when Python or a requirement changes"
    chosen = "all" if hook.types == ("file",) else ", ".join(hook.types)
    matching = f" that match `{hook.files}`" if hook.files else ""
    return chosen + matching + (f", but not `{hook.exclude}`" if hook.exclude else "")
