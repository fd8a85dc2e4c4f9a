"""YAML is read as GitHub reads it, and as people write it."""

from pathlib import Path
from typing import Any

import pytest

from modelwright.repo import Repo
from modelwright.sources import Yaml
from modelwright.standard.nodes import fields, kind_of, text_of, value_of
from tests.standard.written import ODD, write


def read(folder: Path, text: str) -> Any:
    write(folder, "a.yml", text)
    return Yaml(Repo(folder), "a.yml").node


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("true", "boolean"),
        ("False", "boolean"),
        ("yes", "string"),  # a boolean in YAML 1.1 only
        ("on", "string"),
        ("3.10", "number"),
        ("-1", "number"),
        ("0x1F", "number"),
        ("1e3", "number"),
        (".inf", "number"),
        ("1_000", "string"),
        ("3.12.1", "string"),
        ("1:30", "string"),
        ("~", "null"),
        ("", "null"),
        ("'true'", "string"),
        ('"3"', "string"),
        ("|\n  3", "string"),
        ("[1]", "sequence"),
        ("{a: 1}", "mapping"),
    ],
)
def test_the_kind_of_a_value_is_that_of_yaml_1_2(tmp_path: Path, written: str, kind: str) -> None:
    assert kind_of(value_of(fields(read(tmp_path, f"key: {written}\n")), "key")) == kind


def test_what_is_merged_counts_unless_it_is_said_again(tmp_path: Path) -> None:
    node = read(tmp_path, "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\n")

    merged = fields(value_of(fields(node), "c"))

    assert {key: value.value for key, (_, value) in merged.items()} == {"x": "3", "y": "1", "z": "2"}


def test_the_key_on_is_a_text(tmp_path: Path) -> None:
    assert set(fields(read(tmp_path, "on: push\n"))) == {"on"}


def test_merging_many_times_over_ends(tmp_path: Path) -> None:
    levels = ["l0: &l0 {a: 1}"]
    levels += [f"l{n}: &l{n} {{<<: [{', '.join([f'*l{n - 1}'] * 9)}]}}" for n in range(1, 40)]

    assert set(fields(value_of(fields(read(tmp_path, "\n".join(levels))), "l39"))) == {"a"}


@pytest.mark.parametrize("name", ODD)
def test_odd_yaml_has_no_fields_or_some(tmp_path: Path, name: str) -> None:
    node = read(tmp_path, ODD[name])

    for _, value in fields(node).values():
        assert isinstance(text_of(value), str)
        assert isinstance(fields(value), dict)
