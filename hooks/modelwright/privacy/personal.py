"""What in a text is about a person."""

from collections.abc import Container, Iterator

from modelwright.privacy import addresses, national_ids, numbers, payment, phones
from modelwright.privacy.hits import Hit
from modelwright.privacy.words import Context

# Of a longer line, only the beginning is looked at: one of ten million characters would take ten seconds.
LONGEST_LINE = 1_000_000


def personal(
    text: str,
    *,
    name: str = "",
    lines: bool = True,
    unsure: bool = False,
    contacts: Container[str] = frozenset(),
) -> list[Hit]:
    """Every e-mail address, phone number, IBAN, payment card, national number and IP address, by place.

    Args:
        text: where to look.
        name: what all of it is called, such as a column.
        lines: whether a word in the line before says what a number is.
        unsure: also give what passes its checks without a word beside it.
        contacts: e-mail addresses that are no finding, in lower case.
    """
    text = _beginnings(text)
    context = Context(text, name, lines=lines)
    found: list[Hit] = []
    end = 0
    for hit in sorted(_found(text, context, contacts, unsure=unsure), key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:  # what lies in another is a part of it
            found.append(hit)
            end = hit.end if hit.sure else end
    return found


def _beginnings(text: str) -> str:
    """The text with blanks where its longest lines go on: what is written by nobody is not read to its end."""
    if len(text) <= LONGEST_LINE:
        return text
    return "\n".join(
        line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE].ljust(len(line)) for line in text.split("\n")
    )


def _found(text: str, context: Context, contacts: Container[str], *, unsure: bool) -> Iterator[Hit]:
    yield from addresses.emails(text, contacts, credit=context.lines)
    yield from addresses.internet_6(text)
    yield from payment.accounts(text)
    yield from phones.international(text)
    yield from phones.in_parentheses(text, context)
    yield from numbers.numbers(text, context, unsure=unsure)
    for start, end, number, alone in national_ids.lettered(text):
        sure = alone or context.says(national_ids.is_named(number), start, end)
        if sure or (unsure and number.checked):
            yield Hit(start, end, number.name, sure)
