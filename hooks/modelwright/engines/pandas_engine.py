"""Great Expectations on pandas, told the types of columns.

Importing this module imports Great Expectations.
"""

from typing import Any

from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine

from modelwright.engines.registry import register


class TypedPandasEngine(PandasExecutionEngine):
    """The library's engine for pandas: a kind of its own, so that what is put right here changes nothing for others.

    Args:
        types: of the columns, where those of the frame would say something else.
    """

    def __init__(self, types: dict[Any, Any]) -> None:
        super().__init__()
        self.column_types = types


def _column_types(execution_engine: TypedPandasEngine, **_: Any) -> list[dict[str, Any]]:
    return [{"name": name, "type": kind} for name, kind in execution_engine.column_types.items()]


register(TypedPandasEngine, {"table.column_types": _column_types}, like="PandasExecutionEngine")
