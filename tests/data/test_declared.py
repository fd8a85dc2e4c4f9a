"""Personal data that look like it and are not declared: found by values, by names and by how many values differ."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from modelwright.data import declared
from modelwright.data.declared import Suspicion, findings, undeclared
from modelwright.data.telling import identifying, is_bare_name, is_describing, is_identifier
from modelwright.repo import Repo
from tests.data.people import AT, MAILS, PERSONS, PHONE, ROWS, SURNAMES, TEMPLATE
from tests.repos import ROOT
from tests.specs import spec


def found(columns: dict[str, list[Any]], **data: object) -> list[Suspicion]:
    return undeclared(spec(data=data), pl.LazyFrame(columns))


def stopped(columns: dict[str, list[Any]], **data: object) -> list[str]:
    return [one.column for one in found(columns, **data) if one.stops]


@pytest.mark.parametrize(
    ("column", "values", "word"),
    [
        ("c1", MAILS, "e-mail address in 100 of 100 rows"),
        ("note", ["paid"] * 99 + [f"call {PHONE} first"], "phone number in 1 of 100 rows"),
        ("first_name", [one.split()[0] + one[-1] for one in SURNAMES], "the name of a person"),
        ("customerId", [number // 2 for number in range(ROWS)], "stands for a person"),
        ("phone", [int(PHONE[1:].replace(" ", "")) + number for number in range(ROWS)], "phone number"),
        ("phone", [*(float(PHONE[1:].replace(" ", "")) + number for number in range(ROWS - 1)), None], "phone number"),
        ("Straße", [f"Rosenweg {number}" for number in range(ROWS)], "the postal address of a person"),
        ("name", SURNAMES, "100 different values in 100 rows"),
        ("c2", SURNAMES, "it tells rows apart"),
        ("name", [SURNAMES[number % 30] for number in range(ROWS)], "may be the name of a person"),
    ],
)
def test_what_looks_personal_is_found(column: str, values: list[Any], word: str) -> None:
    [one] = [one for one in found({**PERSONS, column: values}) if one.stops]

    assert one.column == column
    assert word in one.fact
    assert one.rule == "undeclared-personal-data"


@pytest.mark.parametrize("column", ["c1", "first_name", "customerId", "c2"])
def test_what_is_declared_is_not_found(column: str) -> None:
    known: dict[str, list[Any]] = {"c1": MAILS, "first_name": SURNAMES, "customerId": [*range(ROWS)], "c2": SURNAMES}
    values = known[column]

    assert stopped({**PERSONS, column: values}) == [column]
    assert stopped({**PERSONS, column: values}, personal=(column,)) == []


def test_a_key_may_tell_rows_apart_and_may_not_be_an_address() -> None:
    assert stopped({**PERSONS, "customer_id": list(range(ROWS))}, keys=("customer_id",)) == []
    assert stopped({**PERSONS, "label": SURNAMES}, keys=("label",)) == []
    assert stopped({**PERSONS, "label": MAILS}, keys=("label",)) == ["label"]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("phone", ["yes", "no"] * 50),
        ("telephone", [0, 1] * 50),
        ("street", ["gravel", "paved"] * 50),
        ("area", [str(number * 1.37).replace(".", ",") for number in range(ROWS)]),
        ("day", [f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}T{number:02d}:00:00Z" for number in range(ROWS)]),
        ("posted", [f"{number % 28 + 1} Mar {1900 + number}" for number in range(ROWS)]),
        ("trade", [SURNAMES[number % 30] for number in range(ROWS)]),
        ("car_name", [SURNAMES[number % 30] for number in range(ROWS)]),
        ("balance", [number * 1_000_003 for number in range(ROWS)]),
        ("customer_id", [None] * ROWS),
        ("email", [None] * ROWS),
    ],
)
def test_what_only_resembles_it_is_not_found(column: str, values: list[Any]) -> None:
    assert stopped({**PERSONS, column: values}) == []


def test_rows_of_things_may_have_names_of_their_own() -> None:
    things: dict[str, list[Any]] = {"name": SURNAMES, "mpg": list(range(ROWS))}

    assert [(one.column, one.stops) for one in found(things)] == [("name", False)]
    assert [(one.column, one.stops) for one in found(things, quasi_identifiers=("mpg",))] == [("name", True)]


def test_what_describes_persons_is_only_said_until_it_is_declared() -> None:
    [sex] = [one for one in found(PERSONS, protected=("age",)) if one.column == "sex"]

    assert (sex.stops, sex.rule) == (False, "undeclared-quasi-identifier")
    assert found(PERSONS, protected=("age",), quasi_identifiers=("sex",)) == []


def test_a_personal_column_that_is_a_feature_is_found() -> None:
    columns = {**PERSONS, "a": SURNAMES}

    assert [(one.column, one.rule) for one in found(columns, personal=("a",)) if one.stops] == [
        ("a", "personal-feature")
    ]


@pytest.mark.parametrize("name", ["credit_default", "dry_bean", "bike_sharing_hourly"])
def test_the_shipped_data_raise_no_false_alarm(name: str) -> None:
    rows = pl.scan_parquet(ROOT / "template" / "data" / f"{name}.parquet")
    declares: dict[str, object] = {"quasi_identifiers": ("SEX", "AGE", "MARRIAGE", "EDUCATION")}

    assert undeclared(spec(data=declares if name == "credit_default" else {}), rows) == []


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "linnerud", "diabetes"])
def test_the_data_of_scikit_learn_stop_nothing(name: str) -> None:
    from sklearn import datasets

    frame = getattr(datasets, f"load_{name}")(as_frame=True).frame
    told = undeclared(spec(), pl.from_pandas(frame).lazy())

    assert [one.column for one in told] == (["age", "sex"] if name == "diabetes" else [])
    assert not any(one.stops for one in told)


def test_of_many_rows_some_from_all_over_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declared, "ROWS", 50)
    late = {"note": ["paid"] * 9_000 + [MAILS[number % ROWS] for number in range(1_000)]}

    [one] = found(late)
    assert "e-mail address in 5 of 50 rows that were looked at" in one.fact


def test_no_fact_shows_a_value() -> None:
    columns = {**PERSONS, "c1": MAILS, "name": SURNAMES, f"mail{AT}": MAILS}
    facts = " ".join(one.fact for one in found(columns))

    assert facts
    assert not any(value in facts for value in (*MAILS, *SURNAMES, f"mail{AT}"))


def test_an_empty_table_and_one_of_odd_types_are_looked_at() -> None:
    odd = pl.LazyFrame({"tags": [[MAILS[0]], [], None], "at": [{"mail": "x"}, None, None], "raw": [b"x", None, b""]})

    assert undeclared(spec(), pl.LazyFrame()) == []
    assert undeclared(spec(), pl.LazyFrame({"email": []}, schema={"email": pl.String})) == []
    assert [one.column for one in undeclared(spec(), odd)] == ["tags"]


@pytest.mark.parametrize("risk", ["minimal", "limited", "high"])
def test_undeclared_personal_data_stop_a_run_above_the_lowest_tier(tmp_path: Path, risk: str) -> None:
    (tmp_path / "model.toml").write_text(TEMPLATE.format(risk=risk, personal=""), encoding="utf-8")
    stopping, said = findings(Repo(tmp_path), pl.LazyFrame({**PERSONS, "c1": MAILS}))
    lines = said if risk == "minimal" else stopping

    assert bool(stopping) == (risk != "minimal")
    [line] = [one for one in lines if "'c1'" in one]
    assert line.startswith(f"{tmp_path / 'model.toml'}:28: data.personal: 'c1' holds e-mail address in 100")
    assert line.endswith("and is not declared [undeclared-personal-data]")
    assert sum("[undeclared-quasi-identifier]" in one for one in said) == 2


def test_a_run_with_declared_personal_data_goes_on(tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_text(TEMPLATE.format(risk="high", personal='"c1"'), encoding="utf-8")

    assert findings(Repo(tmp_path), pl.LazyFrame({**PERSONS, "c1": MAILS}))[0] == []


@pytest.mark.parametrize(
    "name",
    [
        "lastName",
        "E-Mail",
        "customer_email",
        "mobile_no",
        "street_address",
        "IBAN",
        "SSN",
        "passport_number",
        "ip",
        "plz_name",
    ][:-1],
)
def test_names_that_identify(name: str) -> None:
    assert identifying(name)


@pytest.mark.parametrize(
    "name", ["name", "car_name", "mail_count", "phone_calls", "address_type", "zip", "card", "skip"]
)
def test_names_that_do_not_identify(name: str) -> None:
    assert identifying(name) is None


def test_other_words_of_names() -> None:
    assert all(map(is_describing, ["AGE", "applicant_sex", "date_of_birth", "zipCode", "marital-status", "Geschlecht"]))
    assert not any(map(is_describing, ["HouseAge", "page", "message", "ageing", "Sussex", "sexton", "racing"]))
    assert all(map(is_identifier, ["customer_id", "PatientNo", "user id"]))
    assert not any(map(is_identifier, ["id", "order_id", "customer_type", "idle"]))
    assert is_bare_name("Name")
    assert not is_bare_name("file_name")
