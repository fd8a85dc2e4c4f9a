"""Leaks are found in every idiom in which people write them, and their right counterparts are not.

The idioms are in `tests/dataflow/idioms/`: a file for each check, a heading for each idiom. What is marked in a leaky
one must be found, and nothing else; in a clean one, no check of the family may find anything.
"""

from pathlib import Path

import pytest

from tests.dataflow.snippets import Idiom, found, idioms, marked

ALL = idioms()


@pytest.mark.parametrize("idiom", [one for one in ALL if one.leaky], ids=str)
def test_a_leak_is_found_where_it_is_marked(idiom: Idiom, tmp_path: Path) -> None:
    assert idiom.check in {check for _, check in marked(idiom.code)}
    assert found(tmp_path, idiom.code) == marked(idiom.code)


@pytest.mark.parametrize("idiom", [one for one in ALL if not one.leaky], ids=str)
def test_nothing_is_found_in_the_right_way(idiom: Idiom, tmp_path: Path) -> None:
    assert marked(idiom.code) == set()
    assert found(tmp_path, idiom.code) == set()


def test_every_check_has_leaky_and_clean_idioms() -> None:
    for check in {one.check for one in ALL}:
        assert {one.leaky for one in ALL if one.check == check} == {True, False}
    assert len(ALL) >= 150
