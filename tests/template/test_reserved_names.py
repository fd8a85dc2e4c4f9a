"""A model cannot be called what Python, its tools or its own tests are called already."""

import ast
import keyword
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.template.copier_config import QUESTIONS
from tests.template.matrix import Variant

RESERVED = set(QUESTIONS["reserved"]["default"].split())
# A package that the first rule for names allows.
PACKAGE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def test_no_keyword_and_no_module_of_the_standard_library_can_be_a_name() -> None:
    taken = {*keyword.kwlist, *keyword.softkwlist, *sys.stdlib_module_names}
    assert set(filter(PACKAGE.fullmatch, taken)) <= RESERVED


def imports(code: bytes) -> Iterator[str]:
    """The top-level modules that a file imports."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_nothing_that_the_model_imports_can_be_a_name(variants: list[Variant]) -> None:
    imported = {name for one in variants if one.path.endswith(".py") for name in imports(one.content)}

    assert {"pandas", "sklearn", "modelwright", "my_model"} <= imported
    assert imported - {"my_model"} <= RESERVED


def requirements(pyproject: str) -> Iterator[str]:
    """The packages that a project requires, in the form of a package's name."""
    content = tomllib.loads(pyproject)
    for lines in (content["project"]["dependencies"], *content["dependency-groups"].values()):
        yield from (re.split(r"[^A-Za-z0-9._-]", line)[0].lower().replace("-", "_") for line in lines)


def test_nothing_that_the_model_requires_can_be_a_name(variants: list[Variant]) -> None:
    required = {name for one in variants if one.path == "pyproject.toml" for name in requirements(one.text)}

    assert {"pandas", "scikit_learn", "modelwright", "pytest"} <= required
    assert required <= RESERVED


def test_no_test_module_can_be_a_name(variants: list[Variant]) -> None:
    tests = {Path(one.path).stem for one in variants if one.path.startswith("tests/")}
    assert "test_model" in tests
    assert tests <= RESERVED
