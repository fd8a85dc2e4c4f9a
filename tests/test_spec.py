"""The spec is loaded whole or refused with the line at fault."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwright.errors import InputError
from modelwright.spec import METRICS, json_schema, load_spec
from modelwright.spec.measures import MORE
from tests.conftest import Render

GOOD = """\
[model]
name = "churn"
package = "churn"
description = "Says who leaves."
task = "binary"
risk = "minimal"
serving = "batch"

[owner]
team = "Team"
contact = "team@example.com"

[use]
unit = "customers"
outcome = "leaves"
purpose = "Calls."
out_of_scope = "Prices."
limits = "None known."

[data]
path = "data/churn.parquet"
expectations = "expectations/churn.json"
source = "Ours"
licence = "Proprietary"
citation = "None"
target = "left"
positive = true

[features]
numeric = ["age"]

[split]
strategy = "random"

[promises]
headline = "roc_auc"
margins = { dummy = 0.1, linear = 0 }

[promises.quality]
roc_auc = { at_least = 0.7 }
"""


def refusal(tmp_path: Path, text: str) -> str:
    path = tmp_path / "model.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_spec(path)
    return str(caught.value).removeprefix(f"{tmp_path}/")


def test_a_spec_is_loaded_with_its_defaults(tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    path.write_text(GOOD, encoding="utf-8")

    spec = load_spec(path)

    assert spec.features.names == ["age"]
    assert (spec.split.holdout, spec.split.seed, spec.tuning.trials, spec.promises.confidence) == (0.2, 0, 10, 0.95)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('risk = "minimal"', 'risk = "low"', "model.toml:6: model.risk: Invalid enum value 'low'"),
        ('name = "churn"', "name = 3", "model.toml:2: model.name: Expected `str`, got `int`"),
        ('team = "Team"', 'team = ""', "model.toml:10: owner.team: Expected `str` of length >= 1"),
        ("[split]", "[split]\ncolour = 1", "model.toml:33: split.colour: Object contains unknown field `colour`"),
        ('limits = "None known."\n', "", "model.toml:13: use: Object missing required field `limits`"),
        ("positive = true\n", "", "model.toml:20: data.positive: a binary task needs a positive class"),
        ('numeric = ["age"]', "", "model.toml:29: features: at least one column is needed"),
        ('numeric = ["age"]', 'numeric = ["left"]', "model.toml:30: features.numeric: 'left' is also in data.target"),
        (
            'numeric = ["age"]',
            'numeric = ["a", "a"]',
            "model.toml:30: features.numeric: 'a' is also in features.numeric",
        ),
        ('"random"', '"time"', "model.toml:32: split.column: a time split needs a time column"),
        ('headline = "roc_auc"', 'headline = "r2"', "model.toml:36: promises.headline: r2 does not fit a binary task"),
        (
            "{ at_least = 0.7 }",
            "{ at_least = 0.7, at_most = 1.0 }",
            "model.toml:40: promises.quality.roc_auc: give at_least",
        ),
        (
            "{ at_least = 0.7 }",
            "{ at_most = 0.9 }",
            "model.toml:40: promises.quality.roc_auc: give at_least, and nothing",
        ),
        (
            "{ at_least = 0.7 }",
            "{ at_least = -inf }",
            "model.toml:40: promises.quality.roc_auc.at_least: -inf promises",
        ),
        ("dummy = 0.1", "dummy = nan", "model.toml:37: promises.margins.dummy: "),
        ("roc_auc = { at_least = 0.7 }\n", "", "model.toml:39: promises.quality: Expected"),
        ("[owner]", "[owner", "model.toml:9: not valid TOML"),
        (
            'risk = "minimal"',
            'risk = "minimal"\nstatus = "live"',
            "model.toml:7: model.status: Invalid enum value 'live'",
        ),
        (
            'strategy = "random"',
            'strategy = "time"\ncolumn = "day"\ngroup = "customer"',
            "model.toml:35: split.group: a time split cannot keep groups together",
        ),
        (
            'strategy = "random"',
            'strategy = "time"\ncolumn = "day"\nstratify = "left"',
            "model.toml:35: split.stratify: a time split has none",
        ),
        ('"random"', '"random"\ngap = 7', "model.toml:34: split.gap: a random split has none"),
        ('"random"', '"random"\ncut = 7', "model.toml:34: split.cut: a random split has none"),
        ('"random"', '"time"\ncolumn = "day"\ngap = 0', "model.toml:35: split.gap: Expected `float` > 0.0"),
        ('"random"', '"time"\ncolumn = "day"\ngap = inf', "model.toml:35: split.gap: inf is no number"),
        ('"random"', '"time"\ncolumn = "day"\ncut = nan', "model.toml:35: split.cut: nan is no number"),
        (
            '"random"',
            '"time"\ncolumn = "day"\ncut = "2012-02-31"',
            "model.toml:35: split.cut: '2012-02-31' is no time; write it as 2012-08-07 or 2012-08-07T12:00:00",
        ),
        (
            'positive = true\n\n[features]\nnumeric = ["age"]\n\n[split]\n',
            'positive = true\npersonal = ["street"]\n[features]\nnumeric = ["age"]\n[split]\nstratify = "street"\n',
            "model.toml:32: split.stratify: 'street' is also in data.personal, and has a value a row",
        ),
        (
            'strategy = "random"',
            'strategy = "random"\nstratify = "left"\n[split.frozen]\nof = "0"\nshares = { a = 0.2 }',
            "model.toml:35: split.frozen: was drawn with another holdout, seed, stratify, group or keys; put that back",
        ),
        (
            'strategy = "random"',
            'strategy = "random"\n[split.frozen]\nof = "0"\nshares = { a = 1.2 }',
            "model.toml:36: split.frozen.shares: Expected `float` < 1.0",
        ),
        ("[promises]", "[tuning]\nnested = 1\n[promises]", "model.toml:36: tuning.nested: Expected `int` >= 2"),
        (
            'strategy = "random"',
            'strategy = "random"\ngroup = "age"',
            "model.toml:34: split.group: 'age' is also in features.numeric",
        ),
        (
            'strategy = "random"',
            'strategy = "random"\ngroup = "left"',
            "model.toml:34: split.group: 'left' is also in data.target",
        ),
        (
            "positive = true",
            'positive = true\nprotected = ["sex"]\nprotected_reason = "Beans."',
            "model.toml:29: data.protected_reason: says why no column is protected, and data.protected names some",
        ),
    ],
)
def test_the_line_at_fault_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    assert refusal(tmp_path, GOOD.replace(old, new, 1)).startswith(expected)


def frozen_spec(tmp_path: Path, frozen: str) -> Path:
    """A spec whose split was frozen as it stands, and then the lines of the frozen table."""
    path = tmp_path / "model.toml"
    path.write_text(GOOD.replace('"random"', '"random"\nstratify = "age"'), encoding="utf-8")
    of = load_spec(path).split.drawn_by(())
    path.write_text(path.read_text(encoding="utf-8") + f'[split.frozen]\nof = "{of}"\n{frozen}', encoding="utf-8")
    return path


def test_a_split_that_was_frozen_as_it_stands_is_loaded(tmp_path: Path) -> None:
    frozen = load_spec(frozen_spec(tmp_path, 'edges = [1.5]\nshares = { "1" = 0.21, "2" = 0.19 }')).split.frozen

    assert frozen is not None
    assert (frozen.edges, frozen.shares) == ((1.5,), {"1": 0.21, "2": 0.19})


@pytest.mark.parametrize("key", ["seed = 3", "holdout = 0.3", 'group = "left"'])
def test_a_split_that_was_frozen_and_then_changed_is_refused(tmp_path: Path, key: str) -> None:
    path = frozen_spec(tmp_path, "shares = { a = 0.2 }")
    text = path.read_text(encoding="utf-8").replace("left", "gone").replace('group = "gone"', 'group = "house"')
    path.write_text(text.replace("[promises]", f"{key.replace('left', 'house')}\n[promises]", 1), encoding="utf-8")

    with pytest.raises(InputError, match=r"split.frozen: was drawn with another .* or delete the table to draw anoth"):
        load_spec(path)


@pytest.mark.parametrize(
    ("lines", "fact"),
    [
        ("edges = [2.0, 1.0]\nshares = { 1 = 0.2, 2 = 0.2, 3 = 0.2 }", "split.frozen.edges: must rise"),
        ("edges = [2.0]\nshares = { 1 = 0.2, 3 = 0.2 }", "split.frozen.shares: 1 edges make the strata 1 to 2"),
        ("shares = {}", "split.frozen.shares: Expected `object` of length >= 1"),
    ],
)
def test_thresholds_that_fit_no_strata_are_refused(tmp_path: Path, lines: str, fact: str) -> None:
    with pytest.raises(InputError, match=fact):
        load_spec(frozen_spec(tmp_path, lines))


@pytest.mark.parametrize("cut", ['"2012-08-07"', '"2012-08-07T12:30:00+02:00"', "41", "0.5"])
def test_a_cut_is_a_day_a_time_or_a_number(tmp_path: Path, cut: str) -> None:
    path = tmp_path / "model.toml"
    path.write_text(GOOD.replace('"random"', f'"time"\ncolumn = "day"\ncut = {cut}\ngap = 7'), encoding="utf-8")

    assert repr(load_spec(path).split.cut).replace("'", '"') == cut


def test_the_group_may_be_a_key_and_is_one_of_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    grouped = GOOD.replace("positive = true", 'positive = true\nkeys = ["customer"]')
    path.write_text(grouped.replace('"random"', '"random"\ngroup = "customer"'), encoding="utf-8")

    assert load_spec(path).columns["split.group"] == ("customer",)


def test_a_missing_spec_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        load_spec(tmp_path / "model.toml")


def test_a_spec_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InputError, match="is not UTF-8 text"):
        load_spec(tmp_path / "model.toml")


def test_every_metric_of_the_schema_belongs_to_a_task() -> None:
    headline = json_schema()["$defs"]["Promises"]["properties"]["headline"]["anyOf"]

    assert {*headline[0]["enum"]} == {one for names in (METRICS, MORE) for some in names.values() for one in some}


@given(st.text(max_size=200))
def test_any_text_is_a_spec_or_is_refused_in_one_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("spec") / "model.toml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass" if not text.isprintable() else "strict")

    with pytest.raises(InputError) as caught:
        load_spec(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_the_schema_accepts_what_the_loader_accepts(render: Render, tmp_path: Path, task: str) -> None:
    import tomllib

    from jsonschema import Draft202012Validator, ValidationError

    raw = tomllib.loads((render(tmp_path / "repo", task=task) / "model.toml").read_text(encoding="utf-8"))
    validator = Draft202012Validator(json.loads(json.dumps(json_schema())))

    validator.validate(raw)
    raw["tuning"]["trails"] = 3
    with pytest.raises(ValidationError, match="trails"):
        validator.validate(raw)
