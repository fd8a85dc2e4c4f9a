"""A file holds data of persons.

## What it does

Reports e-mail addresses, phone numbers, IBANs, payment cards, national identity, tax and social security numbers,
public IP addresses, and names beside dates of birth. It looks at data files (CSV, Parquet, Arrow, JSON lines; every
row), at notebooks with their outputs, and at all other text: code, configuration, fixtures, pages. A data file gets
one finding for each column and kind, with the number of rows; a text, one for each line and kind. No finding shows
the value.

Check digits are verified wherever a number has them. Forms that chance gives too often (digits without separators,
such as a card number of 16 digits) count only beside a word that names them, such as `card`, in the same line, the
line before or the name of the column; or where nearly all values of a column pass.

Not reported: what is set aside for examples (`example.com`, the internet addresses for documentation, phone numbers for
films), what only stands for one (`a@b.com`, `123.123.123.123`), mailboxes of a function (`support@`, `noreply@`), the
server in the log of a download, the `owner.contact` and the `data.steward` of the spec and the authors of
`pyproject.toml`, credits of authors, the contacts in a code of conduct or a security policy, lock files and licences;
in tests, also the card numbers that are published for tests. Names alone, and postal addresses, cannot be told from
other words without a model, and are not looked for.

Of a line of more than a million characters, only the beginning is looked at.

## Why it matters

What is committed is copied to every clone and stays in the history. Personal data there breaks the law in most
places, cannot be erased on request, and ends up in models that repeat it.

## How to fix it

Remove the column, or replace its values: by a key that means nothing outside, by an age or a region in place of a
birth date or an address. In tests and examples, use `example.com`, `192.0.2.1` and `+1 202 555 0143`. If it was
pushed, have the history rewritten, and tell whoever answers for data protection.

## Reference

Regulation (EU) 2016/679 (General Data Protection Regulation), articles 4 and 5.
"""

from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.privacy import births
from modelwright.privacy.exceptions import Contacts, is_fine, is_skipped
from modelwright.privacy.passages import Passage, passages
from modelwright.privacy.personal import personal
from modelwright.sources import File, Table

FAMILY = "privacy"


def check(file: File) -> Iterator[Finding]:
    """What the columns of a data file, or the lines of a text, hold about persons."""
    if is_skipped(file.path):
        return
    if isinstance(file, Table):
        yield from _in_columns(file)
        return
    for passage in passages(file):
        yield from _in_text(passage)


def _in_columns(table: Table) -> Iterator[Finding]:
    from modelwright.privacy.columns import holdings

    for one in holdings(table):
        column = f"column {one.number}" if not one.column or personal(one.column) else f"column {one.column!r}"
        rows = "1 row" if one.rows == 1 else f"{one.rows:,} rows"
        yield table.finding(f"{column}: {one.kind} in {rows}", table.line_of(one.first_row))
    if table.is_delimited and personal(names := "\n".join(table.columns), lines=False):
        for kind in dict.fromkeys(hit.kind for hit in personal(names, lines=False)):
            yield table.finding(f"the names of the columns: {kind}")


def _in_text(passage: Passage) -> Iterator[Finding]:
    ours = Contacts(passage.file.repo)
    found = [*personal(passage.text, contacts=ours), *births.named_births(passage.text)]
    hits = sorted(
        (hit for hit in found if not is_fine(hit, passage.text, passage.file.path)),
        key=lambda hit: (hit.start, hit.kind),
    )
    places = passage.places([hit.start for hit in hits])
    counts: dict[tuple[int, str], int] = {}
    columns: dict[tuple[int, str], int] = {}
    for hit, (line, column) in zip(hits, places, strict=True):
        counts[line, hit.kind] = counts.get((line, hit.kind), 0) + 1
        columns.setdefault((line, hit.kind), column)
    for (line, kind), count in counts.items():
        fact = kind if count == 1 else f"{kind}, {count:,} times"
        yield passage.finding(fact, line, columns[line, kind])
