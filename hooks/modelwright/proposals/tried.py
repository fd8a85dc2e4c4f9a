"""Proposals are tried before they are made: on the rows that suggest them, and on all rows of a table."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from modelwright.engines.types import family_of, type_list
from modelwright.expectations import fast
from modelwright.expectations.holding import hold
from modelwright.expectations.parameters import filled, parameters
from modelwright.expectations.suite import Suite
from modelwright.expectations.validation import named_columns
from modelwright.proposals.expectation import marked

if TYPE_CHECKING:
    from modelwright.expectations.suite import Expectation
    from modelwright.expectations.verdict import Verdict
    from modelwright.proposals.rows import Read
    from modelwright.repo import Repo

_OF_TYPES = "expect_column_values_to_be_in_type_list"


def verdicts(repo: "Repo", suite: Suite, read: "Read") -> "list[Verdict | None]":
    """How the rows meet each expectation; None where that is not known.

    Rows in memory are held by the fast path, as far as it knows the suite. Of a sample, all rows are: where they lie.
    """
    shown = repo.shown(repo.spec.data.expectations)
    whole = filled(suite, parameters(repo.spec), shown)
    if read.whole is not None:
        names = read.frame.columns
        return [*hold(whole, read.whole, shown, columns=names, known=named_columns(repo.spec)).verdicts]
    rows = read.frame.lazy()
    every = not fast.unknown(whole, rows)
    known = [every or not fast.unknown(Suite("one", (one,)), rows) for one in whole.expectations]
    held = Suite("known", tuple(one for one, is_known in zip(whole.expectations, known, strict=True) if is_known))
    found = iter(fast.run(held, rows) if held.expectations else [])
    return [next(found) if is_known else None for is_known in known]


def of_its_types(made: "Iterable[Expectation]", types: Mapping[str, str]) -> "Iterator[Expectation]":
    """The proposals, with the types that a database has: what it hands over may be of another family.

    `NUMERIC` of SQLite comes as whole numbers where it holds no others, and a UUID comes as text.

    Args:
        made: proposals.
        types: of the columns of a table, what its database calls them; empty for a file.
    """
    for one in made:
        name = types.get(one.column or "")
        if one.type != _OF_TYPES or name is None or name in one.kwargs["type_list"]:
            yield one
        elif (family := family_of(name)) is not None:
            reason = {"reason": f"{name} in the database"}
            kwargs = {**one.kwargs, "type_list": type_list(family)}
            yield marked(msgspec.structs.replace(one, kwargs=kwargs, meta=reason))
