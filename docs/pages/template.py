"""What `copier.yml` and the template say: questions, derived values, paths, and a file as it is rendered."""

import re
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined
from jinja2_ansible_filters import AnsibleCoreFiltersExtension  # type: ignore[import-untyped]


def copier_yml(root: Path) -> dict[str, Any]:
    """`copier.yml`, parsed."""
    parsed: dict[str, Any] = yaml.safe_load((root / "copier.yml").read_text(encoding="utf-8"))
    return parsed


def asked(copier: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The questions that a person is asked, in their order."""
    return {name: body for name, body in _questions(copier).items() if body.get("when") is not False}


def derived(copier: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The values that are computed and never asked."""
    return {name: body for name, body in _questions(copier).items() if body.get("when") is False}


def _questions(copier: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: body for name, body in copier.items() if not name.startswith("_")}


def environment(copier: dict[str, Any]) -> Environment:
    """Jinja as Copier sets it up for this template."""
    settings = {key: value for key, value in copier["_envops"].items() if key != "undefined"}
    return Environment(  # noqa: S701 - what is rendered is TOML, YAML and Python, never HTML
        **settings, undefined=StrictUndefined, extensions=[AnsibleCoreFiltersExtension]
    )


def answers(copier: dict[str, Any], **given: str) -> dict[str, str]:
    """What each question is answered with by default, and the values derived from them.

    The values that say where the kit came from are left out: they differ from checkout to checkout.
    """
    jinja, found = environment(copier), dict(given)
    for name, body in _questions(copier).items():
        if name not in found and not name.startswith("kit_"):
            found[name] = jinja.from_string(str(body["default"])).render(found)
    return found


def rendered(root: Path, path: str, **given: str) -> str:
    """A file of the template, rendered with the default answers."""
    copier = copier_yml(root)
    source = (root / "template" / path).read_text(encoding="utf-8")
    return environment(copier).from_string(source).render(answers(copier, **given))


def decided_by(copier: dict[str, Any], question: str) -> list[str]:
    """The paths that are left out for some answers to a question."""
    return _conditional(copier["_exclude"], question)


def is_team(copier: dict[str, Any], path: str) -> bool:
    """Whether a file is written once and never touched again."""
    owned = _conditional(copier["_exclude"], "_copier_operation")
    return any(path == one or path.startswith(f"{one}/") for one in owned)


def _conditional(patterns: list[str], variable: str) -> list[str]:
    """The paths of those patterns that depend on a variable: `{{ '/path' if variable ... else '' }}`."""
    condition = re.compile(rf"\{{\{{ '/?(?P<path>[^']+)' if \(?{variable}\b.* else '' \}}\}}")
    return [match["path"] for pattern in patterns if (match := condition.fullmatch(pattern))]


def holders(root: Path, copier: dict[str, Any], question: str) -> list[str]:
    """The files of a model repo that hold an answer or a value derived from it, or a passage that depends on it."""
    names = {question} | {
        name for name, body in derived(copier).items() if re.search(rf"\b{question}\b", str(body["default"]))
    }
    used = re.compile(rf"(\{{\{{|# \{{%)[^\n]*\b({'|'.join(sorted(names))})\b")
    template = root / "template"
    return [
        path.relative_to(template).as_posix().removesuffix(".jinja").replace("{{ package_name }}", "PACKAGE")
        for path in sorted(template.rglob("*.jinja"))
        if used.search(path.read_text(encoding="utf-8"))
    ]


def comments(root: Path) -> dict[str, str]:
    """The comment right above each key of `copier.yml`."""
    found: dict[str, str] = {}
    block: list[str] = []
    for line in (root / "copier.yml").read_text(encoding="utf-8").splitlines():
        if line.startswith("# ") and not line.startswith("# --"):
            block.append(line[2:])
            continue
        if key := re.match(r"(\w+):", line):
            found[key[1]] = " ".join(block)
        block = []
    return found
