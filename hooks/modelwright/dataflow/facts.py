"""What the analysis finds out, in the order in which a run of the code would bring it about."""

import ast
from typing import NamedTuple

from modelwright.dataflow.rows import Rows

RowSet = frozenset[Rows]
NO_ROWS: RowSet = frozenset()


class Touch(NamedTuple):
    """Something that learned from rows changed, chose or made the values at hand.

    Args:
        name: what learned, such as `StandardScaler` or `mean`.
        node: where it learned.
        rows: what it learned from.
        kind: `scaled` for everything that learns how values are shown; `selected` where it looked at the target to
            choose columns; `statistic` where the code computes it itself; `resampled` where rows were drawn anew;
            `tuned` where hyperparameters were chosen.
        columns: which columns it touches; all of them where that is not known.
    """

    name: str
    node: ast.expr
    rows: RowSet
    kind: str
    columns: frozenset[str] | None = None


Touches = frozenset[Touch]


class Prediction(NamedTuple):
    """Predictions of a model for rows; `staged` where there are some for each iteration."""

    model: int
    name: str
    rows: RowSet
    fitted: RowSet
    touches: Touches
    supervised: bool
    staged: bool = False


class Score(NamedTuple):
    """A number that says how well a model does on rows; `curve` where it is one of many of one model."""

    rows: RowSet
    fitted: RowSet
    model: int
    curve: bool = False


class Columns(NamedTuple):
    """Which columns of a table a value holds.

    Args:
        table: the table that they come from, as a number.
        only: exactly these; where it is None, all but `dropped`.
        dropped: columns that were taken away.
        made: columns computed from others, row by row, and from which.
        read: whether the table was read from somewhere, and not made up in the code.
    """

    table: int
    only: frozenset[str] | None = None
    dropped: frozenset[str] = frozenset()
    made: tuple[tuple[str, frozenset[str]], ...] = ()
    read: bool = False

    def holds(self, column: str) -> bool:
        """Whether it holds a column that the table has."""
        return column in self.only if self.only is not None else column not in self.dropped


class Fit(NamedTuple):
    """An estimator learns.

    Args:
        model: which, as a number; the same object has the same one.
        name, kind: its class, and what it is.
        rows: what it learns from.
        features: the columns that it is given, where known; None where it picks its columns itself.
        target: the columns that its target consists of, with the number of their table.
        node: the call.
    """

    model: int
    name: str
    kind: str
    rows: RowSet
    features: Columns | None
    target: frozenset[tuple[int, str]]
    node: ast.expr


class Evaluation(NamedTuple):
    """A model is asked about rows.

    Args:
        how: `predict`; `score` and `metric` where the answers are measured, `shown` where they are drawn; `folds`
            where rows are divided on the way, and each fold is scored by a model of the others.
        rows: the rows.
        fitted: the rows that the model had learned from by then.
        touches: what touched the values, and the settings of the model.
        supervised: whether it is a model that predicts a target.
    """

    model: int
    name: str
    how: str
    rows: RowSet
    fitted: RowSet
    touches: Touches
    node: ast.expr
    supervised: bool = True


class Division(NamedTuple):
    """Rows are divided.

    Args:
        name: what divides them.
        shuffled: whether by chance.
        ordered: whether what comes first in the table is learned from, and what comes last is held out.
        grouped: whether groups stay together, or the rows are one for each group.
    """

    name: str
    node: ast.expr
    shuffled: bool
    ordered: bool
    grouped: bool
    rows: RowSet


class Choice(NamedTuple):
    """The best of several scores is taken; `used_by` holds the rows of scores that the choice went into."""

    node: ast.expr | ast.stmt
    rows: RowSet
    curve: bool = False
    how: str = "chosen"


class Stopping(NamedTuple):
    """Rows decide when the training of a model stops."""

    node: ast.expr
    name: str
    rows: RowSet
    model: int


Event = Fit | Evaluation | Division | Choice | Stopping
