"""A version says what changed: a breaking change needs a new major one, an addition a new minor one."""

import pytest

from modelwright.contracts.comparison import differences, version_of, wrong_version
from modelwright.contracts.documents import document_of
from modelwright.errors import InputError
from modelwright.repo import Repo
from tests.contracts.changed import NAMED, Contract, Edit, contract, table


def taken(c: Contract) -> None:
    del table(c)["properties"][1]


def given(c: Contract) -> None:
    table(c)["properties"].append(NAMED)


def worded(c: Contract) -> None:
    table(c)["properties"][1]["description"] = "in years"


@pytest.mark.parametrize(
    ("before", "after", "edit", "fact"),
    [
        ("1.2.3", "2.0.0", taken, None),
        ("1.2.3", "3.1.0", taken, None),
        ("1.2.3", "1.3.0", taken, "needs version 2.0.0, and it is 1.3.0"),
        ("1.2.3", "1.2.3", taken, "needs version 2.0.0"),
        ("1.2.3", "1.3.0", given, None),
        ("1.2.3", "2.0.0", given, None),
        ("1.2.3", "1.2.4", given, "1 addition needs version 1.3.0, and it is 1.2.4"),
        ("1.2.3", "1.2.3", worded, None),
        ("1.2.3", "1.2.4", worded, None),
        ("1.2.3", "1.2.2", worded, "the version goes back from 1.2.3 to 1.2.2"),
        ("2.0.0", "1.9.9", taken, "goes back"),
        ("0.4.1", "0.5.0", taken, None),
        ("0.4.1", "1.0.0", taken, None),
        ("0.4.1", "0.4.2", taken, "needs version 0.5.0"),
        ("0.4.1", "0.4.2", given, None),
        ("0.4.1", "0.4.1", given, "needs version 0.4.2"),
        ("1.2", "v2", taken, None),
        ("1.2.3", "1.10.0", given, None),
    ],
)
def test_a_version_says_what_changed(before: str, after: str, edit: Edit, fact: str | None) -> None:
    was, now = contract() | {"version": before}, contract() | {"version": after}
    edit(now)

    versions = [version_of(document_of(Repo("."), f"version: {one['version']!r}", "x")) for one in (was, now)]
    found = wrong_version(versions[0], versions[1], differences(was, now))

    assert found is None if fact is None else fact in (found or "")


@pytest.mark.parametrize("version", ["latest", "1.x", "1.0.0-beta", "", "1.2.3.4"])
def test_a_version_that_is_not_made_of_numbers_is_refused(version: str) -> None:
    with pytest.raises(InputError, match=r"x:1: version: .* is not a version of numbers"):
        version_of(document_of(Repo("."), f"version: {version!r}", "x"))
