"""National identity, tax and social security numbers, with the check digits of their countries (python-stdnum)."""

import importlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from modelwright.patterns import compiled
from modelwright.privacy.words import PERSON, words

_NATIONAL = r"|national (?:id|identity|number|identification)(?: \w+)?|personal (?:id|identity|number)(?: \w+)?"


class NationalId(NamedTuple):
    """A national number.

    Args:
        name: as people call it.
        module: the one of python-stdnum that knows its rules.
        alone: its forms, with 9 for each digit, that chance does not give: they count without a word beside them.
        named: its other forms, which do not.
        words: what names it.
        checked: whether chance passes its rules so rarely that a whole column of such numbers is no chance.
    """

    name: str
    module: str
    alone: tuple[str, ...]
    named: tuple[str, ...]
    words: re.Pattern[str]
    checked: bool = True

    def is_valid(self, text: str) -> bool:
        """Whether its rules hold. All digits alike is a placeholder."""
        digits = [one for one in text if one.isdigit()]
        if len(set(digits)) <= 1:
            return False
        module = importlib.import_module(f"stdnum.{self.module}")
        try:
            return bool(module.is_valid(text))
        except KeyError:  # a Chinese number of a county that the library has no name for
            return False


def _number(  # noqa: PLR0913 - the columns of a table
    name: str, module: str, alone: str, named: str, telling: str, *, checked: bool = True
) -> NationalId:
    forms = [tuple(one.strip() for one in listed.split(",") if one.strip()) for listed in (alone, named)]
    return NationalId(name, module, forms[0], forms[1], words(telling), checked)


_9, _10, _11, _12, _13, _15 = (n * "9" for n in (9, 10, 11, 12, 13, 15))

NUMBERS = (
    _number("US social security number", "us.ssn", "999-99-9999", f"{_9},999 99 9999",
            r"ssns?|social sec\w*|taxpayer|tin|itin", checked=False),
    _number("UK NHS number", "gb.nhs", "", f"{_10},999 999 9999,999-999-9999", r"nhs"),
    _number("German tax number", "de.idnr", "", f"{_11},99 999 999 999",
            r"steuer ?id\w*|steuer(?:liche)? ?identifikation\w*|steuernummer|idnr|tax ?(?:id|number)|tin"),
    _number("French social security number", "fr.nir", "9 99 99 99 999 999 99", f"{_15}",
            r"nir|insee|s[eé]curit[eé] sociale|num[eé]ro de s[eé]cu|social security|ssn"),
    _number("Dutch BSN", "nl.bsn", "", f"{_9},9999.99.999,9999 99 999", r"bsn|burger ?service\w*|sofi\w*"),
    _number("Belgian national number", "be.nn", "99.99.99-999.99", f"{_11}",
            r"rijksregister\w*|registre national|insz|niss|nrn" + _NATIONAL),
    _number("Polish PESEL", "pl.pesel", "", f"{_11}", r"pesel"),
    _number("Swedish personnummer", "se.personnummer", "", f"999999-9999,99999999-9999,{_10},{_12}",
            r"person ?nummer|pnr|personnr" + _NATIONAL),
    _number("Finnish personal identity code", "fi.hetu", "", "999999-9999", r"hetu|henkil[oö]tunnus" + _NATIONAL),
    _number("Danish CPR number", "dk.cpr", "", f"999999-9999,{_10}", r"cpr(?: ?(?:nr|nummer|number))?", checked=False),
    _number("Norwegian fødselsnummer", "no.fodselsnummer", "", f"{_11},999999 99999",
            r"f[oø]dselsnummer|fnr|person ?nummer" + _NATIONAL),
    _number("Icelandic kennitala", "is_.kennitala", "", f"999999-9999,{_10}", r"kennitala"),
    _number("Brazilian CPF", "br.cpf", "999.999.999-99", f"{_11}", r"cpf"),
    _number("Indian Aadhaar number", "in_.aadhaar", "", f"9999 9999 9999,9999-9999-9999,{_12}",
    r"aadha*r\w*|uidai|uid"),
    _number("Chinese identity number", "cn.ric", "9" * 18, "", r"ric|shenfen\w*"),
    _number("South African identity number", "za.idnr", "", f"{_13},999999 9999 999",
            r"id ?(?:number|no|nr)|rsa id|sa id|south african\w*|identity(?: number)?" + _NATIONAL),
    _number("Turkish identity number", "tr.tckimlik", "", f"{_11}", r"tckn|tc ?(?:kimlik|no)\w*|kimlik\w*"),
    _number("Korean resident number", "kr.rrn", "999999-9999999", f"{_13}", r"rrn|resident registration|jumin\w*"),
    _number("Israeli identity number", "il.idnr", "", f"{_9}", r"teudat|israeli id|mispar zehut", checked=False),
    _number("Canadian social insurance number", "ca.sin", "", f"{_9},999 999 999,999-999-999",
            r"sin|social insurance|nas", checked=False),
    _number("Australian tax file number", "au.tfn", "", f"{_9},999 999 999", r"tfn|tax file", checked=False),
    _number("Austrian social security number", "at.vnr", "", f"{_10},9999 999999",
            r"svnr|sozialversicherung\w*|versicherungsnummer|vnr"),
    _number("Swiss AHV number", "ch.ssn", "999.9999.9999.99", f"{_13}", r"ahv\w*|avs|oasi"),
    _number("Romanian CNP", "ro.cnp", "", f"{_13}", r"cnp|cod numeric personal"),
    _number("Bulgarian EGN", "bg.egn", "", f"{_10}", r"egn"),
    _number("Czech birth number", "cz.rc", "999999/9999", f"{_10},999999/999", r"rodn[eé] [cč][ií]slo|rc|birth number"),
    _number("Croatian OIB", "hr.oib", "", f"{_11}", r"oib"),
    _number("Estonian isikukood", "ee.ik", "", f"{_11}", r"isikukood" + _NATIONAL),
    _number("Lithuanian asmens kodas", "lt.asmens", "", f"{_11}", r"asmens(?: kodas)?"),
    _number("Greek AMKA", "gr.amka", "", f"{_11}", r"amka"),
    _number("Slovenian EMŠO", "si.emso", "", f"{_13}", r"em[sš]o"),
    _number("Portuguese NIF", "pt.nif", "", f"{_9},999 999 999", r"nif|contribuinte", checked=False),
    _number("Chilean RUT", "cl.rut", "", "99.999.999-9,9.999.999-9,99999999-9", r"rut|run"),
    _number("Argentine CUIT", "ar.cuit", "", f"99-99999999-9,{_11}", r"cuit|cuil"),
    _number("Ecuadorian cédula", "ec.ci", "", f"{_10},999999999-9", r"c[eé]dula"),
    _number("Dominican cédula", "do.cedula", "", f"{_11},999-9999999-9", r"c[eé]dula"),
    _number("Thai identity number", "th.pin", "9-9999-99999-99-9", f"{_13}", r"thai id|pin" + _NATIONAL),
    _number("Malaysian identity number", "my.nric", "", f"{_12},999999-99-9999", r"nric|mykad", checked=False),
    _number("Japanese My Number", "jp.in_", "", f"{_12},9999 9999 9999,9999-9999-9999", r"my ?number|個人番号"),
)  # fmt: skip

# Numbers with letters in them. `x` stands for a letter at the end; what starts with a letter is in `LETTERED`.
_FINNISH = _number("Finnish personal identity code", "fi.hetu", "", "", "hetu")
_CHINESE = _number("Chinese identity number", "cn.ric", "", "", "ric")
_SPANISH = _number("Spanish DNI", "es.dni", "", "", r"dni|nif|documento")
_IRISH = _number("Irish PPS number", "ie.pps", "", "", r"ppsn?")
ENDING_IN_A_LETTER = (
    (compiled(r"[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]\b"), _FINNISH, True),
    (compiled(r"[1-9][0-9]{16}X\b"), _CHINESE, True),
    (compiled(r"[0-9]{8}-?[A-HJ-NP-TV-Z]\b"), _SPANISH, False),
    (compiled(r"[0-9]{7}[A-W][A-IW]?\b"), _IRISH, False),
)

_LETTERED = compiled(
    r"""[A-Z](?<![A-Za-z0-9_][A-Z])(?:
      (?P<it_codicefiscale>[A-Z]{5}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z])
    | (?P<mx_curp>[A-Z]{3}[0-9]{6}[HM][A-Z]{5}[0-9A-Z][0-9])
    | (?P<es_nie>(?<=[XYZ])-?[0-9]{7}-?[A-Z])
    | (?P<in__pan>[A-Z]{2}P[A-Z][0-9]{4}[A-Z])
    | (?P<nino>[A-CEGHJ-NPR-TW-Z][ ]?[0-9]{2}[ ]?[0-9]{2}[ ]?[0-9]{2}[ ]?[A-D])
    )(?![A-Za-z0-9_])""",
    re.VERBOSE,
)
LETTERED = {
    "it_codicefiscale": (_number("Italian codice fiscale", "it.codicefiscale", "", "", "codice fiscale|cf"), True),
    "mx_curp": (_number("Mexican CURP", "mx.curp", "", "", "curp"), True),
    "es_nie": (_number("Spanish NIE", "es.nie", "", "", r"nie|documento"), False),
    "in__pan": (_number("Indian PAN", "in_.pan", "", "", r"pan|permanent account", checked=False), False),
    "nino": (_number("UK national insurance number", "", "", "", r"nino?|national insurance|ni (?:no|number)"), False),
}
_NOT_GIVEN = compiled(r"BG|GB|KN|NK|NT|TN|ZZ|[DFIQUV]|.[DFIQUVO]")


def by_form() -> dict[str, list[NationalId]]:
    """The numbers that are written in each form."""
    found: dict[str, list[NationalId]] = {}
    for one in NUMBERS:
        for form in (*one.alone, *one.named):
            found.setdefault(form, []).append(one)
    return found


def lettered(text: str) -> Iterator[tuple[int, int, NationalId, bool]]:
    """Start, end and number of what starts with a letter and passes its rules, and whether it counts by itself."""
    for match in _LETTERED.finditer(text):
        number, alone = LETTERED[match.lastgroup or ""]
        if match.lastgroup == "nino":
            # No check digit; written in its five groups, nothing else looks like it.
            if not _NOT_GIVEN.match(match[0]):
                yield match.start(), match.end(), number, match[0].count(" ") == 4  # noqa: PLR2004
        elif number.is_valid(match[0]):
            yield match.start(), match.end(), number, alone


def is_named(number: NationalId) -> re.Pattern[str]:
    """The words that name a number with letters: any that speak of a person will do, since chance is small."""
    return re.compile(f"{number.words.pattern}|{PERSON.pattern}")
