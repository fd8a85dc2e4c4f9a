"""What breaks whoever reads the data is named as breaking, and nothing else is."""

import copy

import pytest

from modelwright.contracts.comparison import differences
from tests.contracts.changed import NAMED, SEVERAL, Edit, contract, table
from tests.contracts.contracts import schema_errors


@pytest.mark.parametrize(("kind", "edit", "line"), SEVERAL, ids=[f"{kind} {line}" for kind, _, line in SEVERAL])
def test_a_change_is_named_with_what_it_does_to_a_reader(kind: str, edit: Edit, line: str) -> None:
    before = contract()
    after = copy.deepcopy(before)
    edit(after)

    found = differences(before, after)

    assert schema_errors(after) == []
    if kind == "nothing":
        assert found == []
    else:
        assert {one.kind for one in found} >= {kind}
        assert found[0].kind == kind
        assert any(line in str(one) for one in found), [str(one) for one in found]


@pytest.mark.parametrize(("kind", "edit", "line"), SEVERAL, ids=[f"{kind} {line}" for kind, _, line in SEVERAL])
def test_taking_a_change_back_is_a_change_too(kind: str, edit: Edit, line: str) -> None:
    """No change is noticed in one direction only; and an addition that is taken back breaks whoever counts on it."""
    after = contract()
    before = copy.deepcopy(after)
    edit(before)

    found = {one.kind for one in differences(before, after)}

    if kind == "nothing":
        assert found == set(), line
    else:
        assert found
    if kind == "addition" and "physicalType" not in line and "deprecated" not in line:
        assert "breaking" in found


def test_a_contract_does_not_differ_from_itself() -> None:
    assert differences(contract(), contract()) == []
    assert schema_errors(contract()) == []


def test_one_of_two_columns_that_look_alike_is_not_guessed_to_be_renamed() -> None:
    before, after = contract(), contract()
    table(before)["properties"] += [NAMED | {"name": "p"}, NAMED | {"name": "q"}]
    table(after)["properties"] += [NAMED | {"name": "r"}, NAMED | {"name": "s"}]

    assert [str(one) for one in differences(before, after)] == [
        "breaking  schema.rows.p: a column -> nothing",
        "breaking  schema.rows.q: a column -> nothing",
        "addition  schema.rows.r: nothing -> a column",
        "addition  schema.rows.s: nothing -> a column",
    ]
