"""The page of the command line, from its parser.

The usage lines are made here and not by argparse, whose format differs between versions of Python.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from docs.pages.markdown import code, page, sentence, table
from modelwright.cli import parser

INTRODUCTION = """\
In a model repo, run verbs in its own environment: `uv run modelwright VERB`. A verb finds the repository around the
current folder.

Findings go to the standard output, one line each: `path:line: fact [id]`. Progress goes to the standard error. The id
names the page that says why and how to fix it: a [check](checks/index.md), a [gate](gates.md), or the expectation
that was not met."""


def pages(_root: Path) -> dict[str, str]:
    """`reference/cli.md`."""
    top = parser()
    found = list(verbs(top))
    overview = [[f"[`{name}`](#{anchor(name)})", sentence(summary)] for name, summary, _ in found]
    blocks = [INTRODUCTION, table(["Verb", "Does"], overview)]
    for name, summary, verb in found:
        blocks += [
            f"## `{name}` {{ #{anchor(name)} }}",
            sentence(summary),
            code(usage(verb), "text"),
            *_arguments(verb),
        ]
    blocks += ["## Exit codes", *_exit_codes(top)]
    return {"docs/reference/cli.md": page("Command line", "hooks/modelwright/cli.py", *blocks)}


Verb = tuple[str, str, argparse.ArgumentParser]


def verbs(top: argparse.ArgumentParser, prefix: str = "") -> Iterator[Verb]:
    """Every verb of a parser with its help, and after it the verbs inside it."""
    for action in top._actions:  # noqa: SLF001 - argparse has no public way to list what was added
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            summaries = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
            for name, verb in action.choices.items():
                yield f"{prefix}{name}", summaries.get(name, ""), verb
                yield from verbs(verb, f"{prefix}{name} ")


def anchor(name: str) -> str:
    """Where the section of a verb starts."""
    return name.replace(" ", "-")


def arguments(verb: argparse.ArgumentParser) -> list[argparse.Action]:
    """What a verb takes, without `--help`."""
    skipped = (argparse._HelpAction, argparse._SubParsersAction)  # noqa: SLF001
    return [action for action in verb._actions if not isinstance(action, skipped)]  # noqa: SLF001


def usage(verb: argparse.ArgumentParser) -> str:
    """Such as `modelwright check [paths ...]`."""
    words = [verb.prog]
    for action in arguments(verb):
        name = _shown(action)
        words.append(name if action.required and action.nargs not in ("*", "?") else f"[{name}]")
    return " ".join(words)


def _shown(action: argparse.Action) -> str:
    value = str(action.metavar or (action.dest.upper() if action.option_strings else action.dest))
    if not action.option_strings:
        return f"{value} ..." if action.nargs in ("*", "+") else value
    if action.nargs == 0:
        return action.option_strings[-1]
    if action.choices is not None and action.metavar is None:
        value = "|".join(str(choice) for choice in action.choices)
    return f"{action.option_strings[-1]} {value}"


def _arguments(verb: argparse.ArgumentParser) -> Iterator[str]:
    taken = arguments(verb)
    if taken:
        rows = []
        for action in taken:
            short = [f"`{name}`" for name in action.option_strings[:-1]]
            rows.append([", ".join([*short, f"`{_shown(action)}`"]), sentence(action.help or "")])
        yield table(["Argument", "Meaning"], rows)


def _exit_codes(top: argparse.ArgumentParser) -> Iterator[str]:
    """The epilog states them as `Exit codes: 0 fine; 1 ...; 2 ...`."""
    _, _, stated = (top.epilog or "").partition("Exit codes: ")
    rows = [code_and_fact.strip(" .").split(" ", 1) for code_and_fact in stated.split(";")]
    yield table(["Code", "Meaning"], [[f"`{number}`", sentence(fact)] for number, fact in rows])
    yield "Wrong input never ends in a traceback: a message names the place and the fact."
