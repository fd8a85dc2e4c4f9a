"""Names of people beside their dates of birth."""

import re
from collections.abc import Iterator, Sequence

from modelwright.patterns import compiled
from modelwright.privacy.hits import Hit
from modelwright.privacy.words import spoken

NAMED_BIRTH = "name beside a date of birth"

_STEMS = (
    "birth",
    "dob",
    "born",
    "geburt",
    "naissance",
    "nacimiento",
    "nascita",
    "nascimento",
    "geboorte",
    "urodz",
    "f\xf8dsel",
)
_BIRTH = compiled(
    r"(?:\w+ )??(?:date of birth|birth ?date|birth ?day|dob|d o b|born(?: on)?|geburts ?(?:datum|tag)|geb ?datum"
    r"|(?:date de )?naissance|(?:fecha (?:de )?)?nacimiento|(?:data (?:di )?)?nascita|(?:data (?:de )?)?nascimento"
    r"|geboorte ?datum|data urodzenia|f\xf8dsels ?dato)(?: \w+)?"
)
_NAME = compiled(
    r"(?:(?:full|first|last|middle|given|family|sur|fore|maiden|legal|person|customer|client|patient|employee|applicant|holder"
    r"|member|student|contact|owner|insured|driver|passenger|user|staff|participant|candidate|tenant|guest) ?)*names?"
    r"|surname|vorname|nachname|familienname|nom|pr[e\xe9]nom|nom de famille|nombres?|apellidos?|cognome|nome|sobrenome"
    r"|voornaam|achternaam|naam|imi[e\u0119]|nazwisko|fornavn|etternavn|efternavn|f\xf6rnamn|efternamn"
)
_DATE = (
    r"(?:(?:1[89]|20)[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-/. ])[0-9]{1,2}\2(?:1[89]|20)?[0-9]{2}"
    r"|[0-9]{1,2}\.? [A-Z][a-z]{2,8}\.?,? (?:1[89]|20)[0-9]{2}|[A-Z][a-z]{2,8}\.? [0-9]{1,2},? (?:1[89]|20)[0-9]{2}"
    r"|(?:1[89]|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
)
_IS_DATE = compiled(_DATE + r"(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_LETTERS = compiled(r"[^\W\d_]{2}")
_KEY = compiled(
    r"(?i:birth|dob|born|geburt|naissance|nacimiento|nascita|nascimento|geboorte|urodz|f\xf8dsel)\w{0,12}[\"']?\s{0,4}[:=]\s{0,4}"
    r"(?:[\w.]{0,24}date\(\s{0,2}[\"']?|[\"'])?(?:" + _DATE + r"|(?:1[89]|20)[0-9]{2}, ?[0-9]{1,2}, ?[0-9]{1,2}\))"
)
_NAMED = compiled(r"(?<![A-Za-z])([A-Za-z_\xc0-\xff]{0,24}?)[\"']?\s{0,4}[:=]\s{0,4}[\"']?[A-Z\xc0-\xde][\w'\u2019-]+")
_RECORD, _WIDEST = 240, 2_000
_DELIMITER = compiled(r"[,;\t|]")


def is_name(column: str) -> bool:
    """Whether a column of this name holds names of people, or else of things: what stands beside it tells."""
    return bool(_NAME.fullmatch(spoken(column).strip()))


def is_birth(column: str) -> bool:
    """Whether a column of this name holds dates of birth."""
    return bool(_BIRTH.fullmatch(spoken(column).strip()))


def is_date(value: str) -> bool:
    """Whether a value is a day, in any order and with any separator."""
    return bool(_IS_DATE.fullmatch(value.strip()))


def rows_with_both(names: Sequence[str | None], births: Sequence[str | None], *, dated: bool) -> list[int]:
    """The rows in which a name and a day stand side by side."""
    return [
        row
        for row, (name, birth) in enumerate(zip(names, births, strict=True))
        if name and birth and _LETTERS.search(name) and (dated or is_date(birth))
    ]


def named_births(text: str) -> Iterator[Hit]:
    """Each record, of keys with values or of delimited lines, in which a name stands beside a date of birth."""
    line_end = -1
    for at in _mentions(text):
        match = _KEY.match(text, at)
        if match is not None:
            near = text[max(at - _RECORD, 0) : match.end() + _RECORD]
            if any(is_name(key[1].strip("_")) for key in _NAMED.finditer(near)):
                yield Hit(at, match.end(), NAMED_BIRTH)
        elif at > line_end:
            line_end = text.find("\n", at) % (len(text) + 1)
            yield from _below(text, text.rfind("\n", 0, at) + 1, line_end)


def _mentions(text: str) -> Iterator[int]:
    """Where a word for birth begins."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters are two in lower case
        lowered = text
    found = [stem for stem in _STEMS if stem in lowered]
    for match in re.finditer("|".join(found), lowered) if found else ():
        yield match.start()


def _below(text: str, start: int, end: int) -> Iterator[Hit]:
    """The first row below a header of delimited text, where it holds a name and a day."""
    header, row = text[start:end], text[end + 1 : end + _WIDEST].partition("\n")[0]
    delimiter = _DELIMITER.search(header) if end - start < _WIDEST else None
    if delimiter is None:
        return
    if delimiter[0] == "|" and not row.strip(" |-:"):
        yield from _cells(header, text, end + 1 + len(row) + 1, "|")  # below the rule of a table in Markdown
    else:
        yield from _cells(header, text, end + 1, delimiter[0])


def _cells(header: str, text: str, start: int, delimiter: str) -> Iterator[Hit]:
    row = text[start : start + _WIDEST].partition("\n")[0]
    names, values = ([cell.strip(" \"'`") for cell in line.split(delimiter)] for line in (header, row))
    cells = list(zip(names, values, strict=False))
    has_birth = any(is_birth(name) and is_date(value) for name, value in cells)
    if has_birth and any(is_name(name) and _LETTERS.search(value) for name, value in cells):
        yield Hit(start, start + len(row), NAMED_BIRTH)
