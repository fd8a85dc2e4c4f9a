"""Great Expectations, imported when it is needed, and quiet."""

import os
import sys
import warnings
from typing import Any

# Spark's client for remote servers: without its own requirements, it ends a process whose main module has no file.
_SPARK_CLIENT = "pyspark.sql.connect"


def great_expectations() -> Any:
    """Import the library, which takes seconds, with its analytics switched off."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    absent = _SPARK_CLIENT not in sys.modules
    if absent:
        sys.modules[_SPARK_CLIENT] = None  # type: ignore[assignment] # which is how Python says: not to be imported
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import great_expectations as gx
    finally:
        if absent:
            del sys.modules[_SPARK_CLIENT]
    return gx
