"""Telephone numbers: international ones, and national ones beside a word that says so."""

from collections.abc import Iterator

from modelwright.patterns import compiled
from modelwright.privacy.hits import Hit
from modelwright.privacy.words import Context, words

PHONE = "phone number"
PHONE_WORDS = words(
    r"phones?(?: ?(?:no|nr|number|num))?|tel|tele(?:phone|fon|fono|foon|fone|phones)?|t[ée]l[ée]phone|tel[ée]fono?"
    r"|mobiles?|mobil\w*|m[oó]vil|cell ?(?:phones?|no|nr|number)|celular|portable|handy\w*|gsm|fax|sms|whats ?app"
    r"|msisdn|rufnummer"
    r"|landline|hotline|puhelin|telefonnummer|numero de t[ée]l\w*|call (?:me|us|him|her|them)"
)
# Digits after the country code: fewest and most. Countries that are not named here: 7 to 12.
_COUNTRIES = {
    code: (int(low), int(high))
    for code, low, high in (
        one.split(":")
        for one in (  # noqa: SIM905
            "1:10:10 7:10:10 20:8:10 27:9:9 30:10:10 31:9:9 32:8:9 33:9:9 34:9:9 36:8:9 39:8:11 40:9:9 41:9:9 43:7:13 "
            "44:9:10 45:8:8 46:7:10 47:8:8 48:9:9 49:7:12 51:8:9 52:10:11 53:8:8 54:10:11 55:10:11 56:9:9 57:10:10 "
            "58:10:10 60:8:10 61:9:9 62:8:12 63:8:10 64:8:10 65:8:8 66:8:9 81:9:10 82:8:10 84:9:10 86:10:11 90:10:10 "
            "91:10:10 92:9:10 93:9:9 94:9:9 95:7:10 98:10:10 212:9:9 213:8:9 216:8:8 218:9:9 234:8:10 254:9:9 255:9:9 "
            "256:9:9 351:9:9 352:5:9 353:7:9 354:7:7 355:8:9 356:8:8 357:8:8 358:6:11 359:8:9 370:8:8 371:8:8 372:7:8 "
            "373:8:8 374:8:8 375:9:9 380:9:9 381:8:9 382:8:8 385:8:9 386:8:8 387:8:8 389:8:8 420:9:9 421:9:9 852:8:8 "
            "853:8:8 880:8:10 886:8:9 961:7:8 962:8:9 965:8:8 966:8:9 971:8:9 972:8:9 973:8:8 974:8:8 977:8:10 994:9:9 "
            "995:9:9 998:9:9"
        ).split()
    )
}
# First digits that no country code has.
_NO_COUNTRY = compiled(
    r"21[04579]|259|28[0-9]|29[2-6]|38[48]|42[24-9]|69[3-9]|80[1-79]|83|85[14789]|87[1-9]|88[4579]|89|969|978|99[0179]"
)
_INTERNATIONAL = compiled(r"\+(?<!\w\+)[1-9](?:[ ().\-/\u00a0]{0,3}[0-9]){6,14}(?![0-9A-Za-z_])")
_PARENTHESES = compiled(r"\((?<!\w\()\+?[0-9]{2,5}\)[ ]?[0-9](?:[ ./-]?[0-9]){4,9}(?![0-9A-Za-z_])")
_NO_DIGIT = compiled(r"[^0-9]")
_DECIMAL = compiled(r"\+[0-9]+\.[0-9]+")
_GROUPED = compiled(r"(?:1-)?[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}")
_GROUPED_AREA = compiled(r"\([2-9][0-9]{2}\)[ ]?[2-9][0-9]{2}[-. ][0-9]{4}")
_DATE = compiled(r"[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}")
# Numbers that belong to nobody: North America's toll-free ones, and those that regulators keep for films and examples.
_NOBODY = compiled(
    r"1?(?:8(?:00|33|44|55|66|77|88)[0-9]{7}|(?:[2-9][0-9]{2})?55501[0-9]{2})"
    r"|(?:44|0)(?:1632960|7700900|2079460|11[0-9]4960|1[2-69]14960)[0-9]{3}"
    r"|(?:33|0)(?:19900|26191|35301|46571|53649|63998)[0-9]{4}"
    r"|(?:49|0)(?:3023125|6990009|4066969|2214710|8999998|17139200)[0-9]{2,3}"
    r"|(?:61|0)(?:[2378](?:5550|7010)[0-9]{4}|491570[0-9]{3})"
)
# How far before a number the word that names it may stand.
_NEAR = 40
_STEPS = "01234567890123456789"


def international(text: str) -> Iterator[Hit]:
    """Every number with its country code, and every North American one with its parentheses."""
    if "+" in text:
        for match in _INTERNATIONAL.finditer(text):
            digits = _NO_DIGIT.sub("", match[0].replace("(0)", ""))
            if not _DECIMAL.fullmatch(match[0]) and not _is_sum(text, match.start()) and is_international(digits):
                yield Hit(match.start(), match.end(), PHONE)


def in_parentheses(text: str, context: Context) -> Iterator[Hit]:
    """Numbers whose area code stands in parentheses."""
    if "(" not in text:
        return
    for match in _PARENTHESES.finditer(text):
        digits = _NO_DIGIT.sub("", match[0])
        if match[0].startswith("(+"):
            sure = is_international(digits)
        elif _GROUPED_AREA.fullmatch(match[0]) and is_american(digits):
            sure = True
        else:
            sure = is_national(match[0]) and context.says(PHONE_WORDS, match.start(), match.end(), before=_NEAR)
        if sure:
            yield Hit(match.start(), match.end(), PHONE)


def is_international(digits: str) -> bool:
    """Whether a country could give out this number (ITU-T E.164), and has not set it aside for examples."""
    if _NO_COUNTRY.match(digits) or digits in _STEPS or len(set(digits)) <= 2 or _NOBODY.fullmatch(digits):  # noqa: PLR2004
        return False
    code = next((digits[:size] for size in (1, 2, 3) if digits[:size] in _COUNTRIES), "")
    if code == "1":
        return is_american(digits[1:])
    low, high = _COUNTRIES.get(code, (7, 12))
    national = digits[len(code) or 3 :]
    return low <= len(national.removeprefix("0")) <= high and len(set(national)) > 1


def is_american(digits: str) -> bool:
    """Whether ten digits fit the North American plan, toll-free numbers and those for examples aside."""
    fits = len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789"  # noqa: PLR2004
    return (
        fits and digits[1:3] != "11" and digits not in _STEPS and not _NOBODY.fullmatch(digits) and len(set(digits)) > 2  # noqa: PLR2004
    )


def is_grouped_american(text: str) -> bool:
    """Whether it is written with hyphens, `202-555-0143`: nothing else is."""
    return bool(_GROUPED.fullmatch(text)) and is_american(text.replace("-", "")[-10:])


def named(text: str, start: int, end: int, context: Context) -> bool:
    """Whether a number is a national one that a word beside it names."""
    return is_national(text) and context.says(PHONE_WORDS, start, end, before=_NEAR)


def is_national(text: str) -> bool:
    """Whether it can be a number without a country code, where a word beside it says that it is one."""
    digits = text if text.isdecimal() else _NO_DIGIT.sub("", text)
    if not 7 <= len(digits) <= 13 or len(set(digits)) <= 2 or digits in _STEPS or _DATE.match(text):  # noqa: PLR2004
        return False
    return not _NOBODY.fullmatch(digits) and (len(digits) >= 9 or digits[0] == "0" or len(digits) < len(text))  # noqa: PLR2004


def _is_sum(text: str, start: int) -> bool:
    """Whether the plus sign adds."""
    before = text[max(start - 3, 0) : start].rstrip(" ")
    return bool(before) and (before[-1] in ")]" or before[-1].isdigit())
