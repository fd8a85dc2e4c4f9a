"""What would notice a corruption that a suite does not: an expectation that holds, and that breaks."""

import json
from typing import TYPE_CHECKING, Any

from modelwright.challenge.candidates import of_column, of_table
from modelwright.challenge.guards import Guard, Run, guards_of, noticed_by
from modelwright.expectations.suite import Expectation

if TYPE_CHECKING:
    from modelwright.challenge.ground import Ground
    from modelwright.challenge.mutants import Mutant


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

    def _guards(self, column: str | None) -> list[Guard]:
        if column not in self._sound:
            self._sound[column] = self._made(column)
        return self._sound[column]

    def _made(self, column: str | None) -> list[Guard]:
        ground = self._ground
        if column is None:
            return guards_of(of_table(ground), ground.rows.rows, self._run)
        return guards_of(of_column(ground, column), ground.frame.lazy(), self._run)


def in_one_line(expectation: Expectation) -> str:
    """Such as `expect_column_values_to_not_be_null(column="AGE")`."""
    return f"{expectation.type}({', '.join(f'{key}={_text(value)}' for key, value in expectation.kwargs.items())})"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
