"""What would notice a corruption that a suite does not: an expectation that holds, and that breaks."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from modelwright.challenge.candidates import of_column, of_table
from modelwright.challenge.guards import Guard, Run, guards_of, noticed_by
from modelwright.expectations.columns import columns_of
from modelwright.expectations.suite import Expectation

if TYPE_CHECKING:
    from modelwright.challenge.ground import Ground
    from modelwright.challenge.mutants import Mutant


# The arguments that name columns and types, and can hold no value.
_NAMING = {"column", "column_A", "column_B", "column_list", "type_list"}


class Adviser:
    """Expectations made from clean rows, and tried on them before they are recommended."""

    def __init__(self, ground: "Ground", run: Run) -> None:
        self._ground = ground
        self._run = run
        self._sound: dict[str | None, list[Guard]] = {}

    def advise(self, mutant: "Mutant") -> Expectation | None:
        """The first expectation that clean rows meet and the corrupted ones break; None where none is known."""
        broken = noticed_by(self._guards(mutant.column), mutant, self._run)
        return broken[0] if broken else None

    def advise_in_words(self, mutant: "Mutant") -> str | None:
        """The same in one line, as evidence keeps it."""
        advised = self.advise(mutant)
        return in_one_line(advised, self._ground.of_persons) if advised else None

    def _guards(self, column: str | None) -> list[Guard]:
        if column not in self._sound:
            self._sound[column] = self._made(column)
        return self._sound[column]

    def _made(self, column: str | None) -> list[Guard]:
        ground = self._ground
        if column is None:
            return guards_of(of_table(ground), ground.rows.rows, self._run)
        return guards_of(of_column(ground, column), ground.frame.lazy(), self._run)


def in_one_line(expectation: Expectation, withheld: Collection[str] = ()) -> str:
    """Such as `expect_column_values_to_be_between(column="BILL", min_value=0)`.

    Its arguments are bounds and categories, such as any suite holds. Where it looks at a column that is withheld, also
    in its row condition, only columns and types are named: `expect_column_values_to_be_between(column="AGE", ...)`.
    """
    said = expectation.kwargs
    if not columns_of(expectation).isdisjoint(withheld):
        said = {key: value for key, value in said.items() if key in _NAMING}
    arguments = [f"{key}={_text(value)}" for key, value in said.items()]
    return f"{expectation.type}({', '.join([*arguments, '...'] if said != expectation.kwargs else arguments)})"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
