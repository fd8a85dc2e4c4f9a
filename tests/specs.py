"""Specs for tests of the library, small enough to read at a glance."""

import msgspec

from modelwright.spec import Spec

_SPEC: dict[str, dict[str, object]] = {
    "model": {
        "name": "m",
        "package": "m",
        "description": "d",
        "task": "binary",
        "risk": "minimal",
        "serving": "batch",
    },
    "owner": {"team": "t", "contact": "t@example.com"},
    "use": {"unit": "rows", "outcome": "y", "purpose": "p", "out_of_scope": "o", "limits": "l"},
    "data": {
        "path": "data/rows.parquet",
        "expectations": "expectations/rows.json",
        "source": "s",
        "licence": "l",
        "citation": "c",
        "target": "y",
        "positive": 1,
    },
    "features": {"numeric": ["a", "b"], "categorical": ["c"]},
    "split": {"strategy": "random", "seed": 1},
    "promises": {
        "headline": "roc_auc",
        "margins": {"dummy": 0.1, "linear": 0.01},
        "quality": {"roc_auc": {"at_least": 0.7}, "brier_score": {"at_most": 0.2}},
    },
}


def spec(**tables: dict[str, object]) -> Spec:
    """A binary spec; `spec(split={...})` changes keys of a table."""
    changed = {name: {**table, **tables.get(name, {})} for name, table in _SPEC.items()}
    return msgspec.convert(changed, Spec)


def regression() -> Spec:
    """The same for a number."""
    return spec(
        model={"task": "regression"},
        data={"positive": None},
        promises={"headline": "r2", "quality": {"r2": {"at_least": 0.5}}},
    )
