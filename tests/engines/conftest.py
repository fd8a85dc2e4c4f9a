"""What tests of engines share: one server of PostgreSQL for the run."""

from pathlib import Path

import pytest

from tests.engines.postgres import Server, shared_server


@pytest.fixture(scope="session")
def postgres(shared: Path) -> Server:
    """A real server on loopback."""
    return shared_server(shared)
