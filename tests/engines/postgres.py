"""A real PostgreSQL server for tests: of Debian's packages, on loopback, in a folder of its own, gone with the tests.

The server outlives the worker that starts it and must not outlive the run, even one that is killed. So it is the child
of a guardian, this module as a script, which watches the process of the run and ends with it.
"""

import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

USER = "tester"
DATABASE = "rows"
_SECONDS = 60
# Kept, because Python warns of a process that is forgotten while it runs.
_GUARDIANS: "list[subprocess.Popen[bytes]]" = []


class Server(NamedTuple):
    """Where the server listens, and who may come in."""

    port: int
    password: str

    def url(self, *, user: str = USER, password: str | None = None, database: str = DATABASE) -> str:
        """The SQLAlchemy URL, with the right password unless another one is given."""
        return f"postgresql+psycopg://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"


def shared_server(folder: Path) -> Server:
    """The server of this test run: started by whoever asks first."""
    said = folder / "postgres.json"
    with FileLock(folder / "postgres.lock"):
        if not said.is_file():
            programs = _programs() or _installed()
            # Of xdist's workers, the parent is the run; without xdist, this process is.
            run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
            with (folder / "postgres.log").open("wb") as log:
                guardian = subprocess.Popen(
                    [sys.executable, __file__, str(programs), str(said), str(run)],
                    start_new_session=True,  # Ctrl-C is for the tests; the guardian sees their end by itself
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                )
            _GUARDIANS.append(guardian)
            give_up = time.monotonic() + _SECONDS
            while not said.is_file():
                assert time.monotonic() < give_up, (folder / "postgres.log").read_text(encoding="utf-8")
                time.sleep(0.05)
    return Server(**json.loads(said.read_text(encoding="utf-8")))


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _installed() -> Path:
    """Install Debian's server, without the cluster that its package would make and start."""
    from tests.engines.debian import install_package  # not for the guardian, which knows no other module

    no_cluster = Path("/etc/postgresql-common/createcluster.conf")
    if not os.geteuid() and not no_cluster.exists():
        no_cluster.parent.mkdir(exist_ok=True)
        no_cluster.write_text("create_main_cluster = false\n", encoding="utf-8")
    install_package("PostgreSQL", "postgresql")
    found = _programs()
    assert found is not None, "apt-get installed PostgreSQL, and there is no initdb"
    return found


def _guard(programs: Path, said: Path, run: int) -> None:
    """Run a server until the process of the test run is gone."""
    home = Path(tempfile.mkdtemp(prefix="modelwright-postgres-"))
    try:
        as_user = _unprivileged(home)
        server, known = _started(programs, home, as_user)
        draft = said.with_suffix(".draft")
        draft.write_text(json.dumps(known._asdict()), encoding="utf-8")
        draft.rename(said)
        while server.poll() is None and _is_alive(run):
            time.sleep(0.2)
        server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _unprivileged(home: Path) -> dict[str, object]:
    """How to run as somebody else where this is root, for whom PostgreSQL refuses to work."""
    if os.geteuid():
        return {}
    names = {one.pw_name for one in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(home, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": home}


def _started(programs: Path, home: Path, as_user: dict[str, object]) -> "tuple[subprocess.Popen[bytes], Server]":
    password = secrets.token_urlsafe(12)
    secret = home / "password"
    secret.write_text(password, encoding="utf-8")
    secret.chmod(0o644)
    data = home / "data"
    make = [programs / "initdb", "--pgdata", data, "--username", USER, "--pwfile", secret, "--encoding", "UTF8"]
    make += ["--locale", "C.UTF-8", "--auth", "scram-sha-256", "--no-sync"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **as_user)  # type: ignore[call-overload]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "max_connections": 40,
        "shared_buffers": "128MB",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    server: subprocess.Popen[bytes] = subprocess.Popen(
        [programs / "postgres", "-D", data, *options],
        **as_user,  # type: ignore[call-overload]
    )
    known = Server(port, password)
    _wait(known, server)
    return server, known


def _wait(known: Server, server: "subprocess.Popen[bytes]") -> None:
    import psycopg

    give_up = time.monotonic() + _SECONDS
    while True:
        try:
            with psycopg.connect(
                host="127.0.0.1",
                port=known.port,
                user=USER,
                password=known.password,
                dbname="postgres",
                autocommit=True,
            ) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > give_up:
                raise
            time.sleep(0.05)
        else:
            return


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    _guard(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
