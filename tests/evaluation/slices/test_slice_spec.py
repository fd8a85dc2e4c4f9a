"""What types cannot say of slices in the spec."""

from typing import Any

import msgspec

from modelwright.spec import Spec
from modelwright.spec.contradictions import contradictions
from modelwright.spec.promised.slices import SlicesPromise
from tests.specs import regression
from tests.specs import spec as binary


def _wrong(promise: dict[str, Any], *, of: Spec | None = None) -> list[str]:
    spec = of or binary()
    promises = msgspec.structs.replace(spec.promises, slices=msgspec.convert(promise, SlicesPromise))
    return [fact for _, fact in contradictions(msgspec.structs.replace(spec, promises=promises))]


def test_contradictions_are_said_in_words() -> None:
    def one(**keys: Any) -> dict[str, Any]:
        return {"declared": [{"name": "s", "where": [{"column": "c", "equals": 1}], **keys}]}

    assert _wrong({"columns": ["A b", "a-B"]}) == ["promises.slices.columns: 'a-B' and 'A b' are one gate"]
    assert _wrong({"columns": ["y"]}) == ["promises.slices.columns: 'y' is also in data.target"]
    assert "has at_least and behind; give one" in _wrong(one(at_least=0.5, behind=0.1))[0]
    assert "roc_auc is better when it is higher; give at_least" in _wrong(one(at_most=0.5))[0]
    assert "r2 is better when it is higher; give at_least" in _wrong(one(at_most=0.5), of=regression())[0]
    assert "has no condition on 'c'" in _wrong(one(where=[{"column": "c"}]))[0]
    assert "has more than one condition on 'c'" in _wrong(one(where=[{"column": "c", "equals": 1, "at_most": 2}]))[0]
    assert "no number of 'a' between" in _wrong(one(where=[{"column": "a", "at_least": 2, "at_most": 1}]))[0]
