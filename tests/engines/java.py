"""Java, in which Apache Spark runs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from tests.engines.debian import install_package

# A Debian has one of them; Spark runs in either.
_PACKAGES = ("openjdk-17-jre-headless", "openjdk-21-jre-headless")


@contextmanager
def small_java(folder: Path) -> Iterator[None]:
    """Java, installed where there is none; it compiles less of what runs once, which halves the time of the tests.

    Args:
        folder: that all workers of one test run share: whoever asks first installs, and the others wait.
    """
    with FileLock(folder / "java.lock"):
        if "JAVA_HOME" not in os.environ and not shutil.which("java"):
            install_package("Java", *_PACKAGES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield
