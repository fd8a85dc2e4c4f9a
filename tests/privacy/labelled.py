"""Labelled text for the recognisers: made up, with correct check digits, and the same in every run.

Nothing here belongs to a person: every number is drawn by a seeded generator when the tests run.
"""

import random
from collections.abc import Callable, Iterator
from importlib import import_module

from stdnum import luhn

FIRST = ["Ada", "Björn", "Chidi", "Daniela", "Émile", "Fatima", "Grażyna", "Hiroshi", "Ingrid", "João", "Kaoru", "Liam"]
LAST = [
    "Okafor",
    "Müller",
    "Silva",
    "Nowak",
    "Rossi",
    "García",
    "Yilmaz",
    "Jansen",
    "Virtanen",
    "O'Neil",
    "Smith",
    "Wang",
]

Draw = random.Random


def digits(draw: Draw, count: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(count))


def day(draw: Draw, form: str = "%y%m%d") -> str:
    from datetime import date

    return date(draw.randint(1940, 2005), draw.randint(1, 12), draw.randint(1, 28)).strftime(form)


def valid(module: str, propose: Callable[[], str]) -> str:
    """The first proposal that the country's rules accept."""
    is_valid = import_module(f"stdnum.{module}").is_valid
    while not is_valid(found := propose()):
        pass
    return found


def card(draw: Draw, *, separator: str = "") -> str:
    prefix, size = draw.choice(
        [("4", 16), ("51", 16), ("2345", 16), ("37", 15), ("6011", 16), ("3530", 16), ("36", 14)]
    )
    body = prefix + digits(draw, size - len(prefix) - 1)
    number = body + luhn.calc_check_digit(body)
    groups = (4, 6, 5) if size == 15 else (4, 4, 4, 4)
    return number if not separator or size == 14 else split(number, groups, separator)


def split(number: str, groups: tuple[int, ...], separator: str) -> str:
    parts, at = [], 0
    for size in groups:
        parts.append(number[at : at + size])
        at += size
    return separator.join(parts)


def iban(draw: Draw, *, spaced: bool) -> str:
    country, bban = draw.choice(
        [
            ("DE", digits(draw, 18)), ("FR", digits(draw, 23)), ("ES", digits(draw, 20)), ("AT", digits(draw, 16)),
            ("GB", "NWBK" + digits(draw, 14)), ("NL", "INGB" + digits(draw, 10)), ("PL", digits(draw, 24)),
            ("IT", "X" + digits(draw, 22)), ("CH", digits(draw, 17)), ("BE", digits(draw, 12)), ("SE", digits(draw,
            20)),
        ]
    )  # fmt: skip
    value = int("".join(str(int(one, 36)) for one in f"{bban}{country}00"))
    compact = f"{country}{98 - value % 97:02d}{bban}"
    return " ".join(compact[at : at + 4] for at in range(0, len(compact), 4)) if spaced else compact


def email(draw: Draw) -> str:
    first, last = draw.choice(FIRST).lower(), draw.choice(LAST).lower().replace("'", "")
    local = draw.choice(
        [f"{first}.{last}", f"{first[0]}{last}", f"{last}_{draw.randint(1, 99)}", f"{first}+news", f"{last}-{first}"]
    )
    local = local.encode("ascii", "ignore").decode()
    host = draw.choice(["mail", "corp", "post-box", "uni", "a1"]) + digits(draw, 3)
    domain = draw.choice(["com", "de", "co.uk", "org", "io", "fr", "com.br", "internal", "edu", "ac.jp", "dev", "net"])
    return f"{local}@{host}.{domain}"


def international_phone(draw: Draw) -> str:
    one, two, three = (digits(draw, size) for size in (2, 4, 4))
    return draw.choice(
        [
            f"+49 30 {two} {three}", f"+49 171 {digits(draw, 7)}",
            f"+44 20 {draw.choice('38')}{digits(draw, 3)} {three}",
            f"+44 (0)161 {draw.choice('23')}{digits(draw, 2)} {three}",
            f"+33 6 {one} {digits(draw, 2)} 5{digits(draw, 1)} {one}",
            f"+1 {draw.choice('23456')}0{draw.choice('2345')} {draw.choice('23467')}{one} {three}",
            f"+39 06 {two} {two}",
            f"+1-4{draw.choice('0234')}5-{draw.choice('2346')}{one}-{three}", f"+31 6 {digits(draw, 8)}",
            f"+351 91{digits(draw, 7)}",
            f"+48 5{one} {digits(draw, 3)} {digits(draw, 3)}", f"+46 70 {digits(draw, 3)} {one} {one}",
            f"+91 98{digits(draw, 8)}",
            f"+55 11 9{two}-{three}", f"+81 90 {two} {three}", f"+61 4{one} {digits(draw, 3)} {digits(draw, 3)}",
            f"({draw.choice('234')}0{draw.choice('2345')}) {draw.choice('2346')}{one}-{three}",
            f"{draw.choice('234')}0{draw.choice('2345')}-{draw.choice('2346')}{one}-{three}",
        ]
    )  # fmt: skip


def national_phone(draw: Draw) -> str:
    """In a sentence or a setting that says what it is, in the language of the country."""
    two, three, four = (digits(draw, size) for size in (2, 3, 4))
    return draw.choice(
        [
            f"Tel.: 030/{four} {two}", f"Telefon: 0171-{three}{four}", f"phone: 020 {draw.choice('38')}{three} {four}",
            f"mobile 07{draw.choice('1234')}{two} {three}{three}", f'"phone_number": "6{two}{three}{four}1"',
            f"Téléphone : 06 {two} 5{two[0]} {two} 1{two[1]}", f"phoneNumber = '0{draw.choice('14')}6 {three} {four}'",
            f"móvil: 6{two} {three} {three}", f"fax=(0221) {three}{four}", f"WhatsApp 0{draw.choice('79')}{four}{four}",
        ]
    )  # fmt: skip


def national_id(draw: Draw) -> tuple[str, str]:
    """The name of a number, and the number."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    makers: list[tuple[str, Callable[[], str]]] = [
        ("ssn", lambda: valid("us.ssn", lambda: f"{digits(draw, 3)}-{digits(draw, 2)}-{digits(draw, 4)}")),
        ("Steuer-ID", lambda: valid("de.idnr", lambda: digits(draw, 11))),
        ("NIR", lambda: _french(draw)),
        ("DNI", lambda: valid("es.dni", lambda: digits(draw, 8) + draw.choice(letters))),
        ("NIE", lambda: valid("es.nie", lambda: draw.choice("XYZ") + digits(draw, 7) + draw.choice(letters))),
        ("codice_fiscale", lambda: _italian(draw)),
        ("BSN", lambda: valid("nl.bsn", lambda: digits(draw, 9))),
        ("rijksregisternummer", lambda: _belgian(draw)),
        ("PESEL", lambda: valid("pl.pesel", lambda: day(draw) + digits(draw, 5))),
        ("personnummer", lambda: valid("se.personnummer", lambda: f"{day(draw)}-{digits(draw, 4)}")),
        ("hetu", lambda: valid("fi.hetu",
        lambda: f"{day(draw, '%d%m%y')}-{digits(draw, 3)}{draw.choice('0123456789ABCDEFHJKLMNPRSTUVWXY')}")),
        ("cpr", lambda: valid("dk.cpr", lambda: f"{day(draw, '%d%m%y')}-{digits(draw, 4)}")),
        ("fødselsnummer", lambda: valid("no.fodselsnummer", lambda: day(draw, "%d%m%y") + digits(draw, 5))),
        ("CPF", lambda: _brazilian(draw)),
        ("aadhaar", lambda: split(valid("in_.aadhaar", lambda: digits(draw, 12)), (4, 4, 4), " ")),
        ("身份证", lambda: valid("cn.ric", lambda: "110105" + day(draw, "%Y%m%d") + digits(draw,
        3) + draw.choice("0123456789X"))),
        ("id_number", lambda: valid("za.idnr", lambda: day(draw) + digits(draw, 4) + "08" + digits(draw, 1))),
        ("TCKN", lambda: valid("tr.tckimlik", lambda: digits(draw, 11))),
        ("RRN", lambda: valid("kr.rrn", lambda: f"{day(draw)}-{draw.choice('12')}{digits(draw, 6)}")),
        ("AHV", lambda: split(valid("ch.ssn", lambda: "756" + digits(draw, 10)), (3, 4, 4, 2), ".")),
        ("nino", lambda: f"{draw.choice(['AB', 'CE', 'JG', 'SX'])}{digits(draw, 6)}{draw.choice('ABCD')}"),
        ("national insurance", lambda: f"{draw.choice(['AB', 'CE', 'JG'])} {split(digits(draw, 6), (2, 2, 2), ' ')} C"),
        ("rodné číslo", lambda: valid("cz.rc", lambda: f"{day(draw)}/{digits(draw, 4)}")),
        ("CNP", lambda: valid("ro.cnp", lambda: draw.choice("12") + day(draw) + "12" + digits(draw, 4))),
        ("CURP", lambda: valid("mx.curp", lambda: f"BA{draw.choice('BCDF')}K{day(draw)}HDFRRL0{digits(draw, 1)}")),
    ]  # fmt: skip
    name, make = draw.choice(makers)
    return name, make()


def _french(draw: Draw) -> str:
    body = f"{draw.choice('12')}{day(draw)[:4]}75{digits(draw, 6)}"
    key = 97 - int(body) % 97
    number = f"{body}{key:02d}"
    return draw.choice([number, split(number, (1, 2, 2, 2, 3, 3, 2), " ")])


def _italian(draw: Draw) -> str:
    from stdnum.it.codicefiscale import calc_check_digit

    body = (
        "RSSMRA" + day(draw, "%y") + draw.choice("ABCDEHLMPRST") + f"{draw.randint(1, 28):02d}H{draw.randint(501, 799)}"
    )
    return body + str(calc_check_digit(body))


def _belgian(draw: Draw) -> str:
    body = day(draw) + f"{draw.randint(1, 997):03d}"
    return split(f"{body}{97 - int(body) % 97:02d}", (2, 2, 2), ".")[:8] + f"-{body[6:]}.{97 - int(body) % 97:02d}"


def _brazilian(draw: Draw) -> str:
    number = valid("br.cpf", lambda: digits(draw, 11))
    return draw.choice([number, f"{number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}"])


def public_ip(draw: Draw) -> str:
    if draw.random() < 0.2:
        return f"2a0{draw.choice('0123457')}:" + ":".join(f"{draw.randint(16, 65535):x}" for _ in range(7))
    first = draw.choice([one for one in range(41, 220) if one not in {100, 127, 169, 172, 192, 198, 203}])
    return f"{first}.{draw.randint(41, 254)}.{draw.randint(1, 254)}.{draw.randint(1, 254)}"


# How a value stands in a file: code, settings, data, a page, a log.
FRAMES = [
    '{name} = "{value}"', '    "{name}": "{value}",', "{name}: {value}", "# {name} {value}", "- {name}: `{value}`",
    "2024-03-01 12:30:01 INFO row 17 {name}={value}", 'user = dict({name}="{value}", age=41)', "The {name} is {value}.",
    "| {name} | {value} |", "id,{name}\n1,{value}",
]  # fmt: skip


def positives(kind: str, count: int = 300) -> Iterator[str]:
    """Text that holds one of a kind."""
    draw = random.Random(f"positives {kind}")  # noqa: S311 - to be drawn again
    for _ in range(count):
        frame = draw.choice(FRAMES)
        if kind == "e-mail address":
            yield frame.format(name=draw.choice(["email", "author", "to", "reply"]), value=email(draw)).replace(
                "author", "sender"
            )
        elif kind == "phone number":
            yield (
                national_phone(draw)
                if draw.random() < 0.4
                else frame.format(name="number", value=international_phone(draw))
            )
        elif kind == "IBAN":
            yield frame.format(
                name=draw.choice(["iban", "account", "konto"]), value=iban(draw, spaced=draw.random() < 0.5)
            )
        elif kind == "payment card number":
            name = draw.choice(["card", "credit_card", "cardNumber", "visa", "kreditkarte"])
            yield frame.format(name=name, value=card(draw, separator=draw.choice(["", " ", "-"])))
        elif kind == "national number":
            name, value = national_id(draw)
            yield frame.format(name=name, value=value)
        elif kind == "IP address":
            yield frame.format(name=draw.choice(["ip", "client", "seen", "remote_addr"]), value=public_ip(draw))
        else:
            yield named_birth(draw)


def named_birth(draw: Draw) -> str:
    first, last, born = (
        draw.choice(FIRST),
        draw.choice(LAST),
        day(draw, draw.choice(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"])),
    )
    return draw.choice(
        [
            f'{{"first_name": "{first}", "last_name": "{last}", "date_of_birth": "{born}"}}',
            f"- name: {first} {last}\n  dob: {born}", f'dict(name="{first} {last}", birth_date="{born}")',
            f"name,birthdate,city\n{first} {last},{born},Berlin",
            f"vorname;nachname;geburtsdatum\n{first};{last};{born}",
            f"| name | date of birth |\n| --- | --- |\n| {first} {last} | {born} |",
            f"surname = '{last}'\nbirthday = '{born}'",
            f'"nom": "{last}", "date_naissance": "{born}"', f"id\tfull_name\tdob\n1\t{first} {last}\t{born}",
        ]
    )  # fmt: skip


KINDS = (
    "e-mail address", "phone number", "IBAN", "payment card number", "national number", "IP address",
    "name beside a date of birth",
)  # fmt: skip
