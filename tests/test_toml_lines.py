"""A key's line is found wherever TOML lets it stand."""

import tomllib

import pytest

from modelwright.toml_lines import item_line, line_of

DOCUMENT = """\
title = "x"
"quoted.key" = 1

[plain]
a = 1
b.c = 2
long = [
    1,
]

[ spaced . "dotted.name" ]
d = '''
e = 1
'''
f = 3
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("title",), 1),
        (("quoted.key",), 2),
        (("plain",), 4),
        (("plain", "a"), 5),
        (("plain", "b", "c"), 6),
        (("plain", "long"), 7),
        (("plain", "missing"), 4),
        (("spaced", "dotted.name", "d"), 12),
        (("spaced", "dotted.name", "f"), 15),
        (("nowhere",), None),
        ((), None),
    ],
)
def test_the_line_of_a_key(keys: tuple[str, ...], line: int | None) -> None:
    tomllib.loads(DOCUMENT)

    assert line_of(DOCUMENT, keys) == line


LISTS = """\
[features]
numeric = [
    "age",
    'calls', # how often
]
categorical = ["city"]

[data]
keys = ["age"]
"""


@pytest.mark.parametrize(
    ("keys", "item", "line"),
    [
        (("features", "numeric"), "age", 3),
        (("features", "numeric"), "calls", 4),
        (("features", "numeric"), "city", 2),
        (("features", "categorical"), "city", 6),
        (("data", "keys"), "age", 9),
        (("split", "column"), "age", 1),
    ],
)
def test_the_line_of_an_item_is_inside_its_list(keys: tuple[str, ...], item: str, line: int) -> None:
    assert item_line(LISTS, keys, item) == line
