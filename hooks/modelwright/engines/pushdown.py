"""Great Expectations on a connection of ours: one connection, one snapshot, and no failing value ever fetched.

Importing this module imports Great Expectations.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from great_expectations.exceptions.exceptions import ExecutionEngineError
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.row_conditions import AndCondition, Column, Operator

from modelwright.engines.columns import family
from modelwright.engines.conditions import with_types
from modelwright.engines.connections import SAVEPOINT, in_words
from modelwright.engines.metrics import put_right
from modelwright.engines.resolving import settle, to_compute

if TYPE_CHECKING:
    from modelwright.engines.types import Family


class PushdownEngine(SqlAlchemyExecutionEngine):
    """The library's engine for SQL, on a connection that stays open as long as its owner wants.

    It is a kind of its own, so that what is put right here changes nothing for others.

    Args:
        connection: on which everything is asked.
        types: of the columns, as `column_types` gives them.
    """

    def __init__(self, connection: sa.Connection, types: dict[str, Any]) -> None:
        super().__init__(engine=connection.engine, create_temp_table=False)
        self.connection = connection
        self.column_types = types
        self.families: dict[str, Family | None] = {name: family(kind) for name, kind in types.items()}
        # Why nothing can be asked any more.
        self.broken: str | None = None

    def get_inspector(self) -> Any:
        """An inspector on the same connection."""
        return sa.inspect(self.connection)

    @contextmanager
    def get_connection(self) -> Iterator[sa.Connection]:
        """The one connection. The library would close it before it fetches, and DuckDB's result dies with it."""
        yield self.connection

    def execute_query(self, query: Any) -> Any:
        """Ask the database.

        Raises:
            ExecutionEngineError: it cannot answer; the message is ours.
        """
        try:
            return self.connection.execute(query)
        except sa.exc.SQLAlchemyError as error:
            words = in_words(error)
            if not _taken_back(self.connection):
                self.broken = self.broken or words
            raise ExecutionEngineError(message=words) from None

    def execute_query_in_transaction(self, query: Any) -> Any:
        """Ask the database: nothing is written, so there is nothing to commit."""
        return self.execute_query(query)

    def resolve_metrics(
        self, metrics_to_resolve: Iterable[Any], metrics: Any = None, runtime_configuration: Any = None
    ) -> dict[Any, Any]:
        """Compute metrics. The rows that break an expectation are counted, and never fetched."""
        found, rest = to_compute(metrics_to_resolve, self.families)
        if rest:
            found |= super().resolve_metrics(rest, metrics, runtime_configuration)
        settle(found, rest, lambda breaks: sa.func.coalesce(breaks, sa.true()))
        return found

    def get_domain_records(self, domain_kwargs: dict[str, Any]) -> Any:
        """The rows of a domain."""
        return super().get_domain_records(with_types(domain_kwargs))

    def add_column_row_condition(
        self,
        domain_kwargs: dict[str, Any],
        column_name: str | None = None,
        filter_null: bool = True,  # noqa: FBT001, FBT002 - the library's own
        filter_nan: bool = False,  # noqa: FBT001, FBT002 - the library's own
    ) -> Any:
        """The rows of a domain that have a value, also where the name of the column holds a quote."""
        name = column_name or domain_kwargs["column"]
        if '"' not in name:
            plain: Any = super().add_column_row_condition
            return plain(domain_kwargs, column_name, filter_null, filter_nan)
        present, known = Column(name).is_not_null(), with_types(domain_kwargs).get("row_condition")
        both = present if known is None else AndCondition(conditions=[known, present])
        return {**domain_kwargs, "row_condition": both}

    def _comparison_condition_to_filter_clause(self, condition: Any) -> Any:
        """To pandas, a missing value is not equal to any, so its row is taken."""
        plain = super()._comparison_condition_to_filter_clause(condition)
        if condition.operator in (Operator.NOT_EQUAL, Operator.NOT_IN):
            return sa.or_(plain, sa.column(condition.column.name).is_(None))
        return plain

    def close(self) -> None:
        """Nothing: the connection is its owner's."""


put_right(PushdownEngine)


def _taken_back(connection: sa.Connection) -> bool:
    """Whether the connection is still good for other queries, after one that failed."""
    if connection.invalidated or connection.closed:
        return False
    try:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {SAVEPOINT}")
        elif connection.dialect.name == "duckdb":
            connection.rollback()
    except sa.exc.SQLAlchemyError:
        return False
    return True
