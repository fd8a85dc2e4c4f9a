"""Runs of digits: which of them are cards, national numbers, telephones or addresses."""

from collections.abc import Iterator
from functools import cache

from modelwright.patterns import compiled
from modelwright.privacy import national_ids, payment, phones
from modelwright.privacy.addresses import INTERNET, is_internet
from modelwright.privacy.hits import Hit
from modelwright.privacy.national_ids import NationalId
from modelwright.privacy.words import Context

# Six digits at least, with at most one separator between two of them. Not in the middle of a word, not a decimal
# number, not seven digits alone, not a day as ISO 8601 writes it. Every part is possessive, so the time is linear in
# the text.
_RUN = compiled(
    r"[0-9](?<![\w+][0-9])(?<!\w[-./][0-9])(?=(?:[ ./-]?[0-9]){5})"
    r"(?![0-9]{5,6}+(?![0-9A-Z+]|[ ./-][0-9]))"
    r"(?![0-9]*+\.[0-9]++(?![./-]?[0-9]))"
    r"(?![0-9]{3}-[01][0-9]-[0-3][0-9](?![0-9-]))"
    r"[0-9]*+(?:[ ./-][0-9]++)*+"
)
_LONG = compiled(r"[^ ]{7,40}+(?![^ ])")
_SHAPE = str.maketrans("012345678", "9" * 9)
# With more parts than this, a run is a row of numbers: only its parts are looked at.
_PARTS = 8
_LONGEST = 40
_CARDS = {
    "9999 9999 9999 9999",
    "9999-9999-9999-9999",
    "9999 999999 99999",
    "9999-999999-99999",
    "9999 9999 9999 9999 999",
}
_BARE_CARDS = {"9" * size for size in range(13, 20)}
_PLAIN_PART = compiled(r"[0-9]{1,7}")


def numbers(text: str, context: Context, *, unsure: bool = False) -> Iterator[Hit]:
    """Every number that is somebody's.

    Args:
        text: where to look.
        context: the words around.
        unsure: also give what passes its checks without a word beside it.
    """
    for match in _RUN.finditer(text):
        start, end = match.span()
        after = text[end : end + 1]
        if after and (after.isalnum() or after in "_%+"):
            last = text.rfind(" ", start, end) + 1
            yield from _lettered(text, max(last, start), context, unsure=unsure)
            end = max(last - 1, start)
        if end > start:
            yield from _in_run(text, start, end, context, unsure)


def _in_run(text: str, start: int, end: int, context: Context, unsure: bool) -> Iterator[Hit]:  # noqa: FBT001
    blanks = text.count(" ", start, end)
    if blanks >= _PARTS:
        for part in _LONG.finditer(text, start, end):
            yield from _judged(part[0], part.start(), text, context, unsure)
        return
    run = text[start:end]
    if not blanks:
        yield from _judged(run, start, text, context, unsure)
        return
    parts = run.split(" ")
    at = 0
    while at < len(parts):
        for last in range(len(parts), at, -1):
            # A group of plain numbers is taken whole or not at all: a part of a row of numbers means nothing.
            if last > at + 1 and (_is_plain(parts, at - 1, at) or _is_plain(parts, last, last - 1)):
                continue
            begin = start + sum(map(len, parts[:at])) + at
            found = list(_judged(" ".join(parts[at:last]), begin, text, context, unsure))
            if found:
                yield from found
                at = last - 1
                break
        at += 1


def _is_plain(parts: list[str], outer: int, inner: int) -> bool:
    return 0 <= outer < len(parts) and bool(_PLAIN_PART.fullmatch(parts[outer]) and _PLAIN_PART.fullmatch(parts[inner]))


def _judged(run: str, start: int, text: str, context: Context, unsure: bool) -> Iterator[Hit]:  # noqa: FBT001
    if len(run) > _LONGEST:
        return
    end = start + len(run)
    shape = run.translate(_SHAPE)
    if shape in _CARDS or shape in _BARE_CARDS:
        sure = shape in _CARDS or context.says(payment.CARD_WORDS, start, end)
        if (sure or unsure) and payment.is_card(run.replace(" ", "").replace("-", "")):
            yield Hit(start, end, payment.CARD, sure)
            return
    for number in _by_form().get(shape, ()):
        sure = shape in number.alone or context.says(number.words, start, end)
        if (sure or (unsure and number.checked)) and number.is_valid(run):
            yield Hit(start, end, number.name, sure)
            if sure:
                return
    if run.count(".") == 3 and is_internet(run, text, start, end, context):  # noqa: PLR2004
        yield Hit(start, end, INTERNET)
    elif phones.is_grouped_american(run) or phones.named(run, start, end, context):
        yield Hit(start, end, phones.PHONE)


@cache
def _by_form() -> dict[str, list[NationalId]]:
    return national_ids.by_form()


def _lettered(text: str, start: int, context: Context, *, unsure: bool) -> Iterator[Hit]:
    """A number that a letter ends."""
    for pattern, number, alone in national_ids.ENDING_IN_A_LETTER:
        match = pattern.match(text, start)
        if match is None:
            continue
        sure = alone or context.says(national_ids.is_named(number), match.start(), match.end())
        if (sure or unsure) and number.is_valid(match[0]):
            yield Hit(match.start(), match.end(), number.name, sure)
            return
