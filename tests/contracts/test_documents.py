"""A contract is read as whoever wrote it meant it, and written in bytes that stay."""

from pathlib import Path

import pytest
import yaml

from modelwright.contracts.documents import document_bytes, document_of, read_document
from modelwright.errors import InputError
from modelwright.repo import Repo

REPO = Repo(".")
DEEP = 2000
BOMB = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("2022-08-02", "2022-08-02"),
        ("2022-05-12T09:30:10-08:00", "2022-05-12T09:30:10-08:00"),
        ("09:00", "09:00"),
        ("1e3", 1000.0),
        ("017", 17),
        ("0o17", 15),
        ("true", True),
        ("~", None),
        ("", None),
        ("!!str 123", "123"),
        ("'123'", "123"),
        ("[1, 2.5, x]", [1, 2.5, "x"]),
    ],
)
def test_a_plain_word_means_what_it_means_in_yaml_1_2(text: str, value: object) -> None:
    assert document_of(REPO, f"key: {text}", "x").content == {"key": value}


def test_what_is_said_once_may_be_used_many_times() -> None:
    text = "rule: &rule {mustBe: 0, unit: rows}\na: {<<: *rule, unit: percent}\nb: *rule"

    assert document_of(REPO, text, "x").content == {
        "rule": {"mustBe": 0, "unit": "rows"},
        "a": {"mustBe": 0, "unit": "percent"},
        "b": {"mustBe": 0, "unit": "rows"},
    }


@pytest.mark.parametrize(
    ("text", "line", "fact"),
    [
        ("", 0, "not a data contract: holds no keys"),
        ("- kind: DataContract", 0, "not a data contract: holds no keys"),
        ("just words", 0, "not a data contract: holds no keys"),
        ("a: 1\nb: [", 3, "not valid YAML: did not find expected node content"),
        ("a: 1\nb:\n\tc: 1", 3, "not valid YAML: found character that cannot start any token"),
        ("a: 1\nb: 1\na: 2", 3, "not valid YAML: names 'a' twice"),
        ("a: 1\n? [b]\n: 1", 2, "not valid YAML: has a key that is no text"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", 2, "not valid YAML: tag:yaml.org,2002:python/object"),
        ("a: 1\nb: !secret x", 2, "not valid YAML: !secret is not a type of JSON"),
        ("a: 1\nb: .nan", 2, "is not a number that can be kept"),
        (f"a: {'9' * 5000}", 1, "is not a number that can be kept"),
        ("a: *b", 1, "not valid YAML: found undefined alias"),
        ("a: &a\n  b: *a", 1, "not valid YAML: holds itself"),
        ("a: 1\nb: {<<: 1}", 2, "not valid YAML: merges what is no mapping"),
        (BOMB, 1, "not valid YAML: its aliases make 123,456,789 values of 19"),
        ("a: " + "[" * DEEP, 0, "is nested too deeply"),
        ("\n".join(f"{' ' * depth}a:" for depth in range(DEEP)), 0, "is nested too deeply"),
        ("a: \x00", 1, "not valid YAML"),
    ],
)
def test_a_text_that_is_no_document_is_refused_with_its_line(text: str, line: int, fact: str) -> None:
    with pytest.raises(InputError) as refused:
        document_of(REPO, text, "x.yaml")

    assert str(refused.value).startswith(f"x.yaml:{line}: " if line else "x.yaml: ")
    assert fact in str(refused.value)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    large, latin, folder = tmp_path / "large.yaml", tmp_path / "latin.yaml", tmp_path / "folder.yaml"
    large.write_text("a: " + "x" * 2_000_001, encoding="utf-8")
    latin.write_bytes("a: é".encode("latin-1"))
    folder.mkdir()

    for path, fact in (
        (tmp_path / "none.yaml", "No such file"),
        (large, "larger than 2 MB"),
        (latin, "is not UTF-8 text"),
        (folder, "is not a file"),
    ):
        with pytest.raises(InputError, match=fact):
            read_document(REPO, path)


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: two\r\n")

    assert read_document(REPO, path).content == {"a": 1, "b": "two"}


def test_an_error_names_the_line_of_a_part_or_of_what_is_around_it() -> None:
    document = document_of(REPO, "schema:\n- name: rows\n  properties:\n  - name: a\n  - name: b\n", "x")

    assert str(document.error(["schema", 0, "properties", 1, "name"], "wrong")).startswith(
        "x:5: schema[0].properties[1]"
    )
    assert str(document.error(["schema", 0, "properties", 9], "wrong")).startswith("x:4: ")
    assert str(document.error(["team"], "wrong")).startswith("x:1: team: wrong")


def test_what_is_written_is_read_back_by_readers_of_either_yaml() -> None:
    content = {
        "country": "NO",
        "code": "1e5",
        "zip": "01234",
        "day": "2020-01-01",
        "odd": "a\u2028b\x85 \ufeff",
        "one": {"two": [[1, 2.5, None], [True, "x: y"]]},
        "long": "word " * 60,
    }

    written = document_bytes(content).decode()

    assert document_of(REPO, written, "x").content == content
    assert yaml.safe_load(written) == content
    assert all(ord(one) >= 32 or one == "\n" for one in written)


def test_a_list_of_plain_values_takes_one_line_and_nothing_is_an_alias() -> None:
    values = [1, 2, 3]

    written = document_bytes({"a": values, "b": [{"c": values}, {"c": values}]}).decode()

    assert written.count("[1, 2, 3]") == 3
