"""The three classes of ownership, derived from the two lists of `copier.yml` as Copier reads them."""

from functools import cache

from pathspec import PathSpec

from tests.template.copier_config import CONFIG, environment, template_paths

# What the first release asks. A repository that it generated knows these answers and no others.
FIRST_ANSWERS = {
    "project_name": "my-model",
    "task": "binary",
    "description": "A sentence.",
    "team": "A team",
    "contact": "team@example.com",
    "risk": "limited",
    "serving": "batch",
    "code_host": "github",
    "package_name": "my_model",
    "dataset": "credit_default",
}


def rendered(entries: list[str], **context: str) -> list[str]:
    """What the entries of a list become. Jinja refuses a name that the context does not hold."""
    jinja = environment()
    return [pattern for entry in entries if (pattern := jinja.from_string(entry).render(**context))]


@cache
def team_patterns() -> list[str]:
    """What an update excludes and a first copy does not."""
    excluded = CONFIG["_exclude"]
    first = rendered(excluded, _copier_operation="copy", **FIRST_ANSWERS)
    return [path for path in rendered(excluded, _copier_operation="update", **FIRST_ANSWERS) if path not in first]


@cache
def standard_patterns() -> list[str]:
    """What Copier skips when it carries edits over. Nothing is answered by then, so no entry may name an answer."""
    return rendered(CONFIG["_skip_if_exists"], _copier_phase="undefined")


def matches(patterns: list[str], path: str) -> bool:
    """Whether Copier takes a path for one of the patterns."""
    return PathSpec.from_lines("gitignore", patterns).match_file(path)


def owner(path: str) -> str:
    """The class of a path."""
    if matches(team_patterns(), path):
        return "team"
    return "standard" if matches(standard_patterns(), path) else "merged"


def rendered_paths() -> list[str]:
    """Every path that some combination of answers renders, with `<package>` where the package's name stands."""
    return [name.replace("{{ package_name }}", "<package>").removesuffix(".jinja") for name in template_paths()]
