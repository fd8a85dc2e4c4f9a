"""What a proposal changes in a suite that a team has reviewed.

What a person wrote, changed or took out stays so. Added is what is new; changed is what was proposed, was left as it
was and no longer holds; what a person wrote and does not hold is only said.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from modelwright.expectations.suite import Expectation, Suite
from modelwright.proposals.expectation import about, identity, is_as_proposed, is_movable, promise

if TYPE_CHECKING:
    from modelwright.expectations.verdict import Verdict

# The key of the suite's `meta` that holds what has been proposed, by column: what is not there any more was declined.
PROPOSED = "proposed"
_TABLE = "(table)"


class Difference(NamedTuple):
    """A suite with what is proposed, and what that changes.

    Args:
        suite: the suite as it is to be.
        added: what is new.
        changed: what was, and what is to be.
        contradicted: what the data break, and what stays.
        declined: how many proposals are not made again.
    """

    suite: Suite
    added: Sequence[Expectation]
    changed: Sequence[tuple[Expectation, Expectation]]
    contradicted: "Sequence[tuple[Expectation, Verdict]]"
    declined: int


def first(name: str, proposals: Sequence[Expectation]) -> Difference:
    """A suite where there was none."""
    suite = Suite(name, tuple(proposals), {PROPOSED: _remembered({}, proposals)})
    return Difference(suite, proposals, (), (), 0)


def difference(suite: Suite, verdicts: "Sequence[Verdict | None]", proposals: Sequence[Expectation]) -> Difference:
    """What proposals change in a suite.

    Args:
        suite: as it is.
        verdicts: how the rows meet each of its expectations; None where that is not known.
        proposals: what would be proposed if there were no suite, in order.
    """
    known = {key: set(value.split("; ")) for key, value in dict(suite.meta.get(PROPOSED, {})).items()}
    new = {identity(one): one for one in proposals}
    kept: list[Expectation] = []
    changed: list[tuple[Expectation, Expectation]] = []
    contradicted: list[tuple[Expectation, Verdict]] = []
    for one, verdict in zip(suite.expectations, verdicts, strict=True):
        is_broken = verdict is not None and not verdict.met
        instead = new.get(identity(one))
        if is_broken and instead is not None and is_as_proposed(one):
            changed.append((one, instead))
            kept.append(instead)
            continue
        if is_broken and verdict is not None:
            contradicted.append((one, verdict))
        kept.append(one)
    there = {identity(one) for one in suite.expectations}
    covered = {about(one) for one in suite.expectations if is_movable(one)}
    absent = [one for one in proposals if identity(one) not in there]
    unknown = [one for one in absent if not _is_known(one, known)]
    # The fewest that notice what may go wrong are other ones on each day: those that a person has seen will do.
    added = [one for one in unknown if not (is_movable(one) and (about(one) in covered or _had_movable(one, known)))]
    whole = tuple(_in_place(kept, added, proposals))
    if not added and not changed:
        return Difference(suite, (), (), contradicted, len(absent) - len(unknown))
    meta = {**suite.meta, PROPOSED: _remembered(known, [*added, *(after for _, after in changed), *_own(suite)])}
    result = msgspec.structs.replace(suite, expectations=whole, meta=meta)
    return Difference(result, added, changed, contradicted, len(absent) - len(unknown))


def _own(suite: Suite) -> list[Expectation]:
    return [one for one in suite.expectations if is_as_proposed(one)]


def _is_known(one: Expectation, known: dict[str, set[str]]) -> bool:
    return promise(one) in known.get(about(one) or _TABLE, ())


def _had_movable(one: Expectation, known: dict[str, set[str]]) -> bool:
    """Whether there were proposals of this column's distribution, which a person has taken out."""
    return any(said.startswith("~") for said in known.get(about(one) or _TABLE, ()))


def _remembered(known: dict[str, set[str]], proposals: Sequence[Expectation]) -> dict[str, str]:
    found = {key: set(value) for key, value in known.items()}
    for one in proposals:
        found.setdefault(about(one) or _TABLE, set()).add(promise(one))
    return {key: "; ".join(sorted(found[key])) for key in sorted(found)}


def _in_place(
    kept: Sequence[Expectation], added: Sequence[Expectation], proposals: Sequence[Expectation]
) -> list[Expectation]:
    """New ones after the last one of their column; of a new column, after those of the column before it."""
    whole = list(kept)
    order = list(dict.fromkeys(about(one) for one in proposals))
    for one in added:
        mine = about(one)
        before = order[: order.index(mine) + 1]
        places = [at for at, other in enumerate(whole) if about(other) == mine]
        if not places:
            places = [at for at, other in enumerate(whole) if about(other) in before]
        whole.insert(places[-1] + 1 if places else 0, one)
    return whole
