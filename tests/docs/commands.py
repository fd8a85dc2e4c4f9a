"""What the pages tell people to type, held against what there is."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

from docs.pages.cli import verbs
from modelwright.cli import parser
from tests.repos import ROOT

_CONSOLE = re.compile(r"^ *```console\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"(?<!`)`(?:\S*uv run )?(modelwright [a-z]+|make [a-z]+)[^`]*`")


def typed(text: str) -> Iterator[str]:
    """Every line of the console blocks of a page that is a command of the kit. With prompts, the others are output."""
    for block in _CONSOLE.finditer(text):
        lines = [line.strip() for line in block[1].splitlines()]
        prompted = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        for command in prompted or lines:
            if re.match(r"(\S*uv run )?modelwright |make |uvx copier ", command):
                yield command.partition("  #")[0].strip()


def named(text: str) -> Iterator[str]:
    """The verb or the target of every command that running text names."""
    return (found[1] for found in _NAMED.finditer(text))


def unknown(command: str) -> str | None:
    """What a whole command gets wrong, or None: the verbs and options of the kit, and the targets of make."""
    words = shlex.split(command)
    if words[0] == "make":
        return unknown_name(command)
    if words[:2] == ["uvx", "copier"]:
        return _unknown_to_copier(words[2], words[3:])
    start = words.index("run") + 1 if words[0].endswith("uv") and "run" in words else 0
    if words[start] != "modelwright":
        return None
    complaint = io.StringIO()
    try:
        with contextlib.redirect_stderr(complaint), contextlib.redirect_stdout(complaint):
            parser().parse_args(words[start + 1 :])
    except SystemExit as ended:
        return complaint.getvalue() if ended.code else None
    return None


def _unknown_to_copier(verb: str, words: list[str]) -> str | None:
    """The first option that Copier's help does not list, or that is given a value and takes none."""
    takes_value = _options_of_copier(verb)
    for word in words:
        name, separator, _ = word.partition("=")
        if word.startswith("--") and (name not in takes_value or (separator and not takes_value[name])):
            return word
    return None


@cache
def _options_of_copier(verb: str) -> dict[str, bool]:
    """Each long option of a verb of Copier, and whether it takes a value; from its help."""
    answer = subprocess.run(
        [sys.executable, "-m", "copier", verb, "--help"], capture_output=True, text=True, check=True
    )
    heads = re.findall(r"^ {4}(-.*?)(?: {2,}|$)", answer.stdout, re.MULTILINE)
    return {name: bool(re.search(r"--[\w-]+ \S", head)) for head in heads for name in re.findall(r"--[\w-]+", head)}


def unknown_name(command: str) -> str | None:
    """The verb or the target that does not exist, or None."""
    program, name = command.split()[:2]
    if program == "make":
        known = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    else:
        known = [verb for verb, _, _ in verbs(parser())]
    return None if name in known else name
