"""*Bring a warehouse table under contract in five steps* is followed by the letter, against a PostgreSQL server."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import psycopg
import pytest
import yaml

from modelwright.contracts.documents import CONTRACT_NAME
from tests.contracts.contracts import schema_errors
from tests.docs.tutorial import Command, Edit, missing, steps
from tests.engines.postgres import DATABASE, USER, Server, shared_server
from tests.repos import ROOT, commit_all, run

PAGE = (ROOT / "docs" / "data-contract.md").read_text(encoding="utf-8")
FIVE = PAGE[PAGE.index("## Bring a warehouse table") : PAGE.index("## What is in it")]
ROWS = ROOT / "template" / "data" / "credit_default.parquet"
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: title=\"(?P<path>[^\"]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
REFUSED = "needs version"


def followed(text: str) -> Iterator[Command | Edit | tuple[str, str]]:
    """The commands, the edits and the files of a page, in their order."""
    for block in _BLOCK.finditer(text):
        if block["kind"] in {"console", "diff"}:
            yield from steps(block[0])
        else:
            yield block["path"], block["body"]


@pytest.fixture(scope="module")
def warehouse(shared: Path) -> Server:
    """The server, with the table of the page."""
    server = shared_server(shared)
    rows = pl.read_parquet(ROWS)
    columns = ", ".join(f'"{name}" BIGINT NOT NULL' for name in rows.columns)
    with psycopg.connect(
        host="127.0.0.1", port=server.port, user=USER, password=server.password, dbname=DATABASE
    ) as connection:
        connection.execute("DROP SCHEMA IF EXISTS risk CASCADE")
        connection.execute("CREATE SCHEMA risk")
        connection.execute(f"CREATE TABLE risk.customers ({columns})".encode())
        with connection.cursor() as cursor, cursor.copy("COPY risk.customers FROM STDIN (FORMAT CSV)") as copy:
            copy.write(rows.write_csv(include_header=False))
    return server


def test_the_page_takes_five_steps() -> None:
    assert re.findall(r"^### (\d)\. ", FIVE, flags=re.MULTILINE) == ["1", "2", "3", "4", "5"]


def test_the_five_steps_lead_to_a_contract(warehouse: Server, render: object, tmp_path: Path) -> None:
    assert callable(render)
    repo: Path = render(tmp_path / "warehouse", project_name="warehouse", task="binary")
    commit_all(repo)
    environment = {
        "PATH": os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)]),
        "DATA_CONNECTION": warehouse.url(),
        "GIT_AUTHOR_NAME": "Ada Example",
        "GIT_AUTHOR_EMAIL": "ada@example.com",
        "GIT_COMMITTER_NAME": "Ada Example",
        "GIT_COMMITTER_EMAIL": "ada@example.com",
    }
    said = ""

    for step in followed(FIVE):
        if isinstance(step, Edit):
            step.apply(repo)
        elif isinstance(step, Command):
            answer = run(repo, "bash", "-c", f"exec 2>&1\n{step.text}", environment=environment)
            is_refused = any(REFUSED in line for line in step.shown)
            assert (answer.returncode == 1) == is_refused, f"$ {step.text}\n{answer.stdout}"
            assert answer.returncode in {0, 1}, f"$ {step.text}\n{answer.stdout}"
            assert not missing(step, answer.stdout), f"$ {step.text}\n{answer.stdout}"
            said += answer.stdout
        else:
            path, body = step
            (repo / path).parent.mkdir(parents=True, exist_ok=True)
            (repo / path).write_text(body, encoding="utf-8")

    contract = (repo / CONTRACT_NAME).read_text(encoding="utf-8")
    content = yaml.safe_load(contract)
    assert schema_errors(content) == []
    assert content["version"] == "2.0.0"
    assert [one["name"] for one in content["schema"][0]["properties"]] == [*pl.read_parquet_schema(ROWS)]
    assert {one["physicalType"] for one in content["schema"][0]["properties"]} == {"BIGINT"}
    assert warehouse.password not in contract + said
    assert str(warehouse.port) not in contract


def test_the_workflow_of_the_page_is_one_that_the_kit_would_pass() -> None:
    [(path, body)] = [step for step in followed(FIVE) if isinstance(step, tuple)]
    workflow = yaml.safe_load(body)
    lent = (ROOT / ".github" / "workflows" / "data.yml").read_text(encoding="utf-8")

    assert path == ".github/workflows/contract.yml"
    for step in workflow["jobs"]["compare"]["steps"]:
        assert "uses" not in step or f"uses: {step['uses']}" in lent
    assert workflow["jobs"]["compare"]["steps"][-1]["run"].endswith(f"compare origin/main {CONTRACT_NAME}")
