"""A session of Apache Spark: local, on loopback, without a page of its own, and quiet."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from modelwright.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Any of these says that somebody has set Spark up: where it runs is then theirs to say.
_CHOSEN = ("PYSPARK_SUBMIT_ARGS", "SPARK_CONF_DIR", "SPARK_HOME", "SPARK_REMOTE")


def session(place: Path | str) -> "SparkSession":
    """The session of this process: the one that is there, or a new one, which lives as long as the process.

    Raises:
        InputError: Spark or Java is not installed, or does not start.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every pandas that is newer than itself
        try:
            from py4j.protocol import Py4JError  # type: ignore[import-untyped]
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise InputError(place, "engine `spark` needs an extra: modelwright[spark]") from None
        running = SparkSession.getActiveSession()
        if running is not None:
            return running
        _need_java(place)
        try:
            return _started()
        except (PySparkException, Py4JError):
            raise InputError(place, "Apache Spark does not start: it needs Java 17 or 21") from None


def _need_java(place: Path | str) -> None:
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        where = "JAVA_HOME holds none" if home else "none is on the PATH, and JAVA_HOME is not set"
        raise InputError(place, f"engine `spark` needs Java 17 or 21: {where}")


def _started() -> "SparkSession":
    from pyspark.sql import SparkSession

    settings = {
        "spark.app.name": "modelwright",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties')}",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "OFF",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
        # Spark makes that folder where it is started, which is the repository.
        "spark.sql.warehouse.dir": tempfile.gettempdir(),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if not any(name in os.environ for name in _CHOSEN):
        settings |= {"spark.master": "local[*]", "spark.driver.memory": "2g"}
    with _on_loopback(), _no_word_of_its_own():
        builder = SparkSession.builder
        for name, value in settings.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()


@contextmanager
def _on_loopback() -> Iterator[None]:
    absent = "SPARK_LOCAL_IP" not in os.environ
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    try:
        yield
    finally:
        if absent:
            del os.environ["SPARK_LOCAL_IP"]


@contextmanager
def _no_word_of_its_own() -> Iterator[None]:
    """Java is started with nowhere to write to: it greets, and warns of its own modules, before any setting counts."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
