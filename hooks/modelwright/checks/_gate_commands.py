"""Commands and options that keep a failed gate from failing a run."""

import ast
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from modelwright.checks._gate_names import GATES, chosen
from modelwright.errors import InputError
from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.repo import Repo
from modelwright.sources import Code, File, Toml, Unreadable, Yaml, items, pairs
from modelwright.standard.nodes import text_of

# What judges the model, or says with which options that is done.
_GATE = compiled(r"\bpytest(?![\w.=<>~\[-])|\bpy\.test\b|\bmodelwright\s+(?:run|gate|check|ci)\b|\bPYTEST_ADDOPTS\b")
_SWALLOWED = compiled(
    r"\|\|\s*(?:true\b|/bin/true\b|:(?=\s|$|[\"'])|exit\s+0\b|echo\b)|;\s*(?:true|exit\s+0)\b|--exit-zero\b"
)
_LONGEST = 10_000
_INSTALLED = compiled(r"\b(?:install|add|which|command\s+-v)\b")
# Options of pytest whose value may look like the path of a test.
_VALUED = compiled(
    r"(?:--(?:junit-?xml|cov|cov-report|html|log-file|rootdir|basetemp|numprocesses)|-[conpm])(?:=|\s+)\S+"
)
_PATH = compiled(r"(?:^|\s)[\"']?((?:[\w.-]+/[\w./:-]*|[\w-]+\.py))")
_FAILS = compiled(r"\bexit\s+[1-9$]|\bfalse\b")
_LEFT_OUT = compiled(r"--(?:ignore-glob|ignore|deselect)(?:=|\s+)[\"']?([^\s\"',\]]+)")
_KEYWORDS = compiled(r"(?<![\w-])-k(?:=|\s*)(?:\"([^\"]*)\"|'([^']*)'|(not)\b)")
_NOT = compiled(r"\bnot\s+\(?\s*([\w.\[\]:/-]+)")
_TEST = compiled(r"^[ \t]*(?:async[ \t]+)?def[ \t]+(test\w*)|^class\s+(Test\w*)", re.MULTILINE)
_QUALITY = compiled(r"/\.github/workflows/quality\.ya?ml@")


def in_text(file: File) -> Iterator[Finding]:
    """Lines of commands; one that ends in a backslash goes on."""
    number = 0
    while number < len(file.lines):
        start, command = number, file.lines[number]
        while command.endswith("\\") and number + 1 < len(file.lines) and len(command) < _LONGEST:
            number += 1
            command = f"{command[:-1]} {file.lines[number].strip()}"
        number += 1
        if len(command) > _LONGEST:
            continue  # not written by a person
        gates = (one for one in _GATE.finditer(command) if not _INSTALLED.search(_of_one(command[: one.start()])))
        found = next(gates, None)
        if found is None or command.lstrip().startswith("#"):
            continue
        rest = command[found.end() :]
        yield from (file.finding(fact, start + 1) for fact in left_out(file.repo, rest))
        if _runs_gates(rest):
            yield from (file.finding(fact, start + 1) for fact in _swallowed(file, command, rest))


def _of_one(commands: str) -> str:
    """The last of several commands on a line."""
    return re.split(r"&&|\|\||[;|]", commands)[-1]


def _runs_gates(options: str) -> bool:
    """Whether a command runs the evaluation tests, as it does unless it names other tests only."""
    here = re.split(r"&&|\|\||[;|]", options, maxsplit=1)[0]
    paths = [one.removeprefix("./") for one in _PATH.findall(_VALUED.sub(" ", here))]
    return not paths or any(one.startswith("tests/evaluation") or one in {"tests/", "test/"} for one in paths)


def _swallowed(file: File, command: str, rest: str) -> Iterator[str]:
    swallowed = _SWALLOWED.search(rest)
    if swallowed and not _FAILS.search(rest, swallowed.end()):
        yield f"a failure is swallowed: {' '.join(swallowed[0].split())}"
    is_make = file.name.lower().endswith(("makefile", ".mk"))
    if is_make and command.startswith("\t") and "-" in command[1 : len(command) - len(command.lstrip("\t@-+ "))]:
        yield "a failure is swallowed: the recipe starts with -"


def left_out(repo: Repo, options: str) -> Iterator[str]:
    """The options of pytest that leave evaluation tests out."""
    for found in _LEFT_OUT.finditer(options):
        path = found[1].removeprefix("./").rstrip("/")
        if "evaluation" in path or path in {"tests", "tests/*", "*"}:
            yield f"leaves evaluation tests out: {' '.join(found[0].split())}"
    for found in _KEYWORDS.finditer(options):
        words = next((one for one in found.groups() if one is not None), "")
        if words == "not":
            words = f"not {options[found.end() :]}"
        hit = [one for one in _NOT.findall(words) if one.lower() in _known_names(repo)]
        if hit:
            yield f"leaves evaluation tests out: -k with not {hit[0]}"


def _known_names(repo: Repo) -> str:
    """What the keywords of `-k` are held against: paths, names and gates of the evaluation tests, in lower case."""
    paths = [one for one in repo.files if one.startswith("tests/evaluation/") and one.endswith(".py")]
    names = [*paths, "tests/evaluation/test_gates.py"]
    for path in paths:
        try:
            names += [one or other for one, other in _TEST.findall(File(repo, path).text)]
        except Unreadable:
            continue
    with suppress(InputError):  # `spec-invalid` speaks of it
        names += chosen(repo.spec.promises)
    return "\n".join([*names, *GATES]).lower()


def in_pyproject(file: Toml) -> Iterator[Finding]:
    """The options that pytest always gets, and the folders in which it looks."""
    for keys in (("tool", "pytest", "ini_options"), ("tool", "pytest"), ("pytest",)):
        table: Any = file.document
        for key in keys:
            table = table.get(key) if isinstance(table, dict) else None
        if not isinstance(table, dict):
            continue
        for fact in left_out(file.repo, _joined(table.get("addopts"))):
            yield file.finding(fact, file.line_of(*keys, "addopts"))
        for name, fact in _folders(table):
            yield file.finding(fact, file.line_of(*keys, name))


def _folders(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    where = _joined(table.get("testpaths")).split()
    if where and not any(one.rstrip("/*") in {"tests", ".", "", "tests/evaluation"} for one in where):
        yield "testpaths", "leaves evaluation tests out: testpaths does not hold tests"
    if any("evaluation" in one for one in _joined(table.get("norecursedirs")).split()):
        yield "norecursedirs", "leaves evaluation tests out: norecursedirs"


def _joined(value: object) -> str:
    """A setting that is text or a list of texts; an entry with blanks in it stays one word."""
    if isinstance(value, list):
        return " ".join(f'"{one}"' if " " in str(one) else str(one) for one in value)
    return value if isinstance(value, str) else ""


def in_ini(file: File) -> Iterator[Finding]:
    """The lines of an ini file that pytest reads; the commands of tox among them are for `in_text`."""
    section, key = "", ""
    for number, line in enumerate(file.lines, start=1):
        if line.startswith("["):
            section, key = line.strip("[] \t"), ""
        elif line[:1] not in {"", " ", "\t", "#", ";"}:
            key = line.partition("=")[0].strip()
        if section in {"pytest", "tool:pytest"} and key == "addopts":
            yield from (file.finding(fact, number) for fact in left_out(file.repo, line))
        elif section in {"pytest", "tool:pytest"} and key in {"testpaths", "norecursedirs"} and "=" in line:
            for _, fact in _folders({key: line.partition("=")[2]}):
                yield file.finding(fact, number)


def in_nox(code: Code) -> Iterator[Finding]:
    """`session.run("pytest", ...)` with options that leave tests out, or for which a failure is a success."""
    for call in code.nodes(ast.Call):
        words = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if not _GATE.search(" ".join(words)):
            continue
        for fact in left_out(code.repo, _joined(words)):
            yield code.finding_at(call, fact)
        for keyword in call.keywords:
            codes = [one.value for one in ast.walk(keyword.value) if isinstance(one, ast.Constant)]
            if keyword.arg == "success_codes" and 1 in codes:
                yield code.finding_at(call, "a failure is swallowed: success_codes")


def in_yaml(file: Yaml) -> Iterator[Finding]:
    """Jobs and steps of GitHub or GitLab that may fail or are never run."""
    if not any(word in file.text for word in ("continue-on-error", "allow_failure", "if:", "when:")):
        return
    if file.path.startswith(".github/"):
        _, jobs = pairs(file.node).get("jobs", (None, None))
        for name, (_, job) in pairs(jobs).items():
            yield from _github(file, name, job)
    elif "gitlab" in file.path:
        for name, (_, job) in pairs(file.node).items():
            yield from _gitlab(file, name, job)


def _github(file: Yaml, name: str, job: Any) -> Iterator[Finding]:
    steps = [pairs(one) for one in items(pairs(job).get("steps", (None, None))[1])]
    judging = [one for one in steps if _judges([one["run"][1]] if "run" in one else [])]
    calls = _QUALITY.search(text_of(pairs(job).get("uses", (None, None))[1]))
    if judging or calls:
        yield from _may_fail(file, f"the job {name}", pairs(job))
    for step in judging:
        yield from _may_fail(file, "the step", step)


def _may_fail(file: Yaml, what: str, table: dict[str, tuple[Any, Any]]) -> Iterator[Finding]:
    key, value = table.get("continue-on-error", (None, None))
    if text_of(value).lower() == "true":
        yield file.at_node(key, f"{what} may fail: continue-on-error")
    key, value = table.get("if", (None, None))
    if value is not None and text_of(value).strip("${} ").lower() == "false":
        yield file.at_node(key, f"{what} is never run: if is false")


def _gitlab(file: Yaml, name: str, job: Any) -> Iterator[Finding]:
    table = pairs(job)
    script = table.get("script", (None, None))[1]
    # The job `quality` is the one that the kit's own file brings: what stands here is merged into it.
    if not _judges([*items(script), script]) and name != "quality":
        return
    key, value = table.get("allow_failure", (None, None))
    if text_of(value).lower() == "true" or (value is not None and value.id == "mapping"):
        yield file.at_node(key, f"the job {name} may fail: allow_failure")
    key, value = table.get("when", (None, None))
    if text_of(value) in {"manual", "never"}:
        yield file.at_node(key, f"the job {name} is not run by itself: when is {text_of(value)}")


def _judges(nodes: Iterable[Any]) -> bool:
    return any(_GATE.search(text_of(one)) for one in nodes)
