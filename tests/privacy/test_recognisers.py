"""What counts by itself, what needs a word beside it, and what never counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwright.privacy.births import is_birth, is_name, named_births
from modelwright.privacy.credentials import credentials
from modelwright.privacy.payment import is_card, is_iban
from modelwright.privacy.personal import personal
from modelwright.privacy.words import spoken

CARD = "4242" * 4
PERSON = "ada.byron at analytical-engines.org".replace(" at ", "@")
ADDRESS = "93 184 216 34".replace(" ", ".")


def kinds(text: str, name: str = "") -> list[str]:
    return [hit.kind for hit in personal(text, name=name)]


@pytest.mark.parametrize(
    "text",
    [f"card {CARD}", f"cardNumber={CARD}", f"credit_card:\n  - {CARD}", f"x {' '.join(['4242'] * 4)}",
    f"2024-01-01 {' '.join(['4242'] * 4)}"],
)  # fmt: skip
def test_a_card_counts_beside_its_word_or_in_its_groups(text: str) -> None:
    assert kinds(text) == ["payment card number"]


@pytest.mark.parametrize(
    "text",
    [CARD, f"discard {CARD}", f"a{CARD}", f"{CARD}0", f"card 0.{CARD}", f"card {CARD[:-1]}3",
    f"7 {' '.join(['4242'] * 4)}", f"{' '.join(['4242'] * 5)}"],
)  # fmt: skip
def test_it_does_not_elsewhere(text: str) -> None:
    assert kinds(text) == []


def test_the_name_of_a_column_is_a_word_beside_each_value() -> None:
    assert kinds(CARD, name="cardNumber") == ["payment card number"]
    assert kinds(CARD, name="checksum") == []


def test_what_passes_without_a_word_is_given_as_unsure_where_asked_for() -> None:
    [hit] = personal(CARD, unsure=True)

    assert not hit.sure


def test_one_wrong_digit_is_no_iban() -> None:
    assert is_iban("DE89370400440532013000")
    assert not is_iban("DE88370400440532013000")
    assert not is_iban("DE89370400440532013001")


def test_a_card_needs_the_prefix_of_a_network() -> None:
    assert is_card(CARD)
    assert not is_card("9" * 15 + "5")
    assert not is_card("4" * 16)


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("81.2.69.142", True), ("ip 12.1.3.106", True), ("https://12.1.3.106/", True), ("12.1.3.106", False),
        ("v81.2.69.142", False),
        ("version 81.2.69.142", False), ("==81.2.69.142", False), ("81.2.69.142.7", False), ("281.2.69.142", False),
        ("81.02.69.142", False),
        ("Chrome/81.2.69.142", False), ("2a02:8109:9a80::17", True), ("2001:db8::17", False), ("12:34:56:78", False),
    ],
)  # fmt: skip
def test_an_address_is_told_from_a_version(text: str, is_address: bool) -> None:  # noqa: FBT001
    assert kinds(text) == (["IP address"] if is_address else [])


def test_columns_of_names_and_births_are_known_in_several_languages() -> None:
    assert all(map(is_name, ["name", "first_name", "lastName", "Nachname", "prénom", "customer_name", "APELLIDOS"]))
    assert not any(map(is_name, ["filename", "model_name", "product", "named", "n"]))
    assert all(map(is_birth, ["dob", "date_of_birth", "birthDate", "Geburtsdatum", "fecha_nacimiento"]))
    assert not any(map(is_birth, ["birth_rate", "born_alive_count", "date", "birds"]))


def test_a_name_far_from_a_birth_date_is_not_beside_it() -> None:
    near = 'name = "Ada Lovelace"\ndob = "1815-12-10"'

    assert len(list(named_births(near))) == 1
    assert list(named_births(near.replace("\n", "\n" * 500))) == []


def test_the_words_of_a_name_are_spoken() -> None:
    assert spoken("customerPhone_2") == "customer phone 2"


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    for hit in [*personal(text, unsure=True), *credentials(text), *named_births(text)]:
        assert 0 <= hit.start < hit.end <= len(text)


@given(st.text(alphabet="0123456789 .-/()+@:AZaz_\n\"'=,|", max_size=300))
def test_any_text_of_signs_can_be_looked_at(text: str) -> None:
    for hit in [*personal(text, unsure=True), *credentials(text), *named_births(text)]:
        assert 0 <= hit.start < hit.end <= len(text)


@pytest.mark.parametrize(
    "address",
    [
        "a@b.com", "xxx@yyy.org", "test-user1@test.com", "john.doe@gmail.com", "octocat@github.com",
        "security@analytical-engines.org", "bug-make@gnu.org", "team-conduct@analytical-engines.org",
    ],
)  # fmt: skip
def test_an_address_that_is_nobodys_is_no_personal_data(address: str) -> None:
    assert kinds(f"write to {address}") == []
    assert kinds(f"write to {PERSON}") == ["e-mail address"]


@pytest.mark.parametrize(
    "line",
    ["origin = '{}'", "git config user.email {}", '"Last-Translator: A <{}>"'],
)
def test_where_git_and_translations_write_an_address_it_is_fine(line: str) -> None:
    address = f"{PERSON.partition('@')[0]}@github.com/a/b" if "origin" in line else PERSON

    assert kinds(line.format(address)) == []
    assert kinds(f"mail = {PERSON}") == ["e-mail address"]


@pytest.mark.parametrize(
    "line",
    [
        "Resolving a.org (a.org)... {}, {}",
        "Connecting to a.org (a.org)|{}|:443... connected.",
        "Permanently added the RSA host key for IP address '{}' to the list of known hosts.",
        "ip {}.in-addr.arpa",
    ],
)
def test_the_server_that_a_download_names_is_nobody(line: str) -> None:
    assert kinds(line.replace("{}", ADDRESS)) == []
    assert kinds(f"a download\nclient ip {ADDRESS}") == ["IP address"]


@pytest.mark.parametrize("address", ["1.2.3.4", "123.123.123.123", "11.22.33.44", "224.66.41.62"])
def test_an_address_that_stands_for_one_or_for_many_is_nobodys(address: str) -> None:
    assert kinds(f"host: {address}") == []


def test_seven_digits_that_are_kept_for_films_are_nobodys() -> None:
    assert kinds("phone (999) 555-0123") == []
    assert kinds("phone 867 5309".replace("7 ", "7-")) == ["phone number"]


@pytest.mark.parametrize("password", ["DB_PASSWORD", "some_password", "user-pass"])
def test_the_name_of_a_password_is_none(password: str) -> None:
    assert credentials(f"postgresql://ml:{password}@db.corp.net/features") == []
    assert len(credentials(f"postgresql://ml:{password[:3]}7kq2@db.corp.net/features")) == 1


def test_digits_in_their_order_are_no_key() -> None:
    assert credentials("KAGGLE_API_TOKEN=KGAT_" + "abcdef" + "1234567890") == []
    assert len(credentials("KAGGLE_API_TOKEN=KGAT_" + "b3f1e7" + "4928105763")) == 1
