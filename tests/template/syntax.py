"""The languages of the template, each with its parser."""

import ast
import json
import tomllib
from collections.abc import Callable
from typing import Any

import yaml

PARSERS: dict[str, Callable[[str], Any]] = {
    "py": ast.parse,
    "toml": tomllib.loads,
    "yml": yaml.safe_load,
    "yaml": yaml.safe_load,
    "json": json.loads,
}
ERRORS = (SyntaxError, tomllib.TOMLDecodeError, yaml.YAMLError, json.JSONDecodeError)


def language(path: str) -> str:
    """The suffix of a file, rendered or not."""
    return path.removesuffix(".jinja").rpartition(".")[2]


def parse_error(path: str, text: str) -> str | None:
    """What the parser of a file's language says against it."""
    parse = PARSERS.get(language(path))
    try:
        if parse:
            parse(text)
    except ERRORS as error:
        return str(error)
    return None
