"""The server of the tests goes when they go, also when they are killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.engines.postgres import DATABASE, USER, Server
from tests.repos import ROOT

START = """
import sys, time
from pathlib import Path
from tests.engines.postgres import shared_server
print(shared_server(Path(sys.argv[1])).port, flush=True)
time.sleep(60)
"""


def answers(port: int) -> bool:
    try:
        psycopg.connect(host="127.0.0.1", port=port, user=USER, password="x", dbname=DATABASE, connect_timeout=2)  # noqa: S106
    except psycopg.OperationalError as error:
        return "password authentication failed" in str(error)
    return False


def test_a_server_ends_with_the_run_that_started_it(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    with subprocess.Popen(
        [sys.executable, "-c", START, str(tmp_path)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        port = int(run.stdout.readline())
        assert answers(port)
        run.kill()
    give_up = time.monotonic() + 20
    while answers(port):
        assert time.monotonic() < give_up, "the server outlives the run"
        time.sleep(0.1)


def test_nobody_comes_in_without_the_password(postgres: Server) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url(password="another").replace("+psycopg", ""))  # noqa: S106  # pragma: allowlist secret
