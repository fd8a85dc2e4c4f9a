"""A caller's permissions are compared as GitHub compares them, before anything starts."""

from pathlib import Path

import pytest

from modelwright import __version__
from modelwright.checks.caller_permissions import check
from modelwright.repo import Repo
from modelwright.standard.workflows import lent_contracts
from tests.standard.written import ODD, facts, repo_of, write

CALLED = "on: workflow_call\n"
WRITES = f"{CALLED}jobs:\n  b:\n    permissions:\n      packages: write\n      contents: read\n"


def caller(own: str = "", above: str = "") -> str:
    """A workflow that grants this much in the job, or above it."""
    return "".join(
        (
            "on: push\n",
            f"permissions: {above}\n" if above else "",
            "jobs:\n  a:\n",
            f"    permissions: {own}\n" if own else "",
            "    uses: ./.github/workflows/called.yml\n",
        )
    )


@pytest.mark.parametrize(
    ("own", "above"),
    [
        ("{packages: write, contents: read}", ""),
        ("{packages: write, contents: write, issues: read}", ""),
        ("write-all", ""),
        ("", "{packages: write, contents: read}"),
        ("", "write-all"),
        ("write-all", "{}"),
    ],
)
def test_enough_is_fine(tmp_path: Path, own: str, above: str) -> None:
    assert facts(check, repo_of(tmp_path, ci=caller(own, above), called=WRITES)) == []


@pytest.mark.parametrize(
    ("own", "above", "lacks"),
    [
        ("{contents: read}", "", "packages: write"),
        ("{packages: read, contents: read}", "", "packages: write"),
        ("{packages: write}", "", "contents: read"),
        ("{packages: write, contents: none}", "", "contents: read"),
        ("{}", "", "contents: read and packages: write"),
        ("{}", "write-all", "contents: read and packages: write"),
        ("read-all", "", "packages: write"),
        ("", "read-all", "packages: write"),
        ("", "{}", "contents: read and packages: write"),
    ],
)
def test_what_is_lacking_is_named(tmp_path: Path, own: str, above: str, lacks: str) -> None:
    [fact] = facts(check, repo_of(tmp_path, ci=caller(own, above), called=WRITES))

    assert fact.partition(": ")[2] == f"does not grant {lacks}, which called.yml asks for"


def test_the_finding_stands_at_the_permissions_of_the_job_or_else_at_the_call(tmp_path: Path) -> None:
    at_job = facts(check, repo_of(tmp_path, ci=caller("{}", ""), called=WRITES))
    at_call = facts(check, repo_of(tmp_path, ci=caller("", "{}"), called=WRITES))

    assert [one.partition(":")[0] for one in (*at_job, *at_call)] == ["4", "5"]


def test_a_caller_that_states_nothing_has_the_token_of_a_new_repository(tmp_path: Path) -> None:
    assert facts(check, repo_of(tmp_path, ci=caller(), called=WRITES)) == [
        "4: states no permissions, and called.yml asks for packages: write"
    ]
    reads = f"{CALLED}jobs:\n  b:\n    permissions: {{contents: read, packages: read}}\n"
    assert facts(check, repo_of(tmp_path, ci=caller(), called=reads)) == []


def test_permissions_above_the_jobs_of_the_called_workflow_count_though_its_jobs_ask_for_less(tmp_path: Path) -> None:
    called = f"{CALLED}permissions: {{issues: write}}\njobs:\n  b:\n    permissions: {{}}\n"

    assert "issues: write" in facts(check, repo_of(tmp_path, ci=caller("{contents: read}"), called=called))[0]


def test_the_widest_of_all_jobs_is_asked_for(tmp_path: Path) -> None:
    called = (
        f"{CALLED}jobs:\n  b:\n    permissions: {{checks: write}}\n  c:\n    permissions: {{checks: read}}\n"
        "  d:\n    permissions: {id-token: write}\n"
    )

    [fact] = facts(check, repo_of(tmp_path, ci=caller("{checks: read}"), called=called))

    assert "checks: write and id-token: write" in fact


def test_a_called_workflow_that_states_nothing_asks_for_nothing(tmp_path: Path) -> None:
    assert facts(check, repo_of(tmp_path, ci=caller("{}"), called=f"{CALLED}jobs:\n  b:\n    runs-on: x\n")) == []


def test_write_of_models_is_read(tmp_path: Path) -> None:
    called = f"{CALLED}permissions: {{models: write}}\njobs:\n"

    assert facts(check, repo_of(tmp_path, ci=caller("{models: read}"), called=called)) == []


def test_what_is_asked_for_two_calls_below_counts(tmp_path: Path) -> None:
    middle = "on: workflow_call\njobs:\n  m:\n    uses: ./.github/workflows/last.yml\n"
    repo = repo_of(tmp_path, ci=caller("{contents: read}"), called=middle, last=WRITES)

    assert "packages: write" in facts(check, repo)[0]
    # The one between is only ever called: what it may do is decided above it.
    assert facts(check, repo, ".github/workflows/called.yml") == []


def test_a_call_between_that_states_its_own_is_compared_on_both_sides(tmp_path: Path) -> None:
    middle = "on: workflow_call\njobs:\n  m:\n    permissions: {issues: read}\n    uses: ./.github/workflows/last.yml\n"
    repo = repo_of(tmp_path, ci=caller("{issues: read}"), called=middle, last=WRITES)

    assert facts(check, repo) == []
    assert "packages: write" in facts(check, repo, ".github/workflows/called.yml")[0]


def test_workflows_that_call_each_other_end(tmp_path: Path) -> None:
    call = "on: workflow_call\njobs:\n  m:\n    uses: ./.github/workflows/{}.yml\n"
    one, other = call.format("last") + "  n:\n    permissions: {issues: write}\n", call.format("called")

    assert "issues: write" in facts(check, repo_of(tmp_path, ci=caller("{}"), called=one, last=other))[0]


@pytest.mark.parametrize("own", ["[contents]", "all", "${{ inputs.p }}", "''"])
def test_permissions_that_are_not_understood_are_left_alone(tmp_path: Path, own: str) -> None:
    assert facts(check, repo_of(tmp_path, ci=caller(own), called=WRITES)) == []


@pytest.mark.parametrize(
    "uses", ["acme/other/.github/workflows/x.yml@v1", "./.github/workflows/missing.yml", "./x.yml"]
)
def test_a_workflow_that_is_not_known_is_left_alone(tmp_path: Path, uses: str) -> None:
    repo = repo_of(tmp_path, ci=f"on: push\npermissions: {{}}\njobs:\n  a:\n    uses: {uses}\n")

    assert facts(check, repo) == []


@pytest.mark.parametrize("called", ["jobs: [", "", "[]", "on: push\n"])
def test_a_called_workflow_that_cannot_be_read_or_called_hides_no_other(tmp_path: Path, called: str) -> None:
    ci = f"{caller('{}')}  z:\n    permissions: {{}}\n    uses: ./.github/workflows/last.yml\n"

    assert len(facts(check, repo_of(tmp_path, ci=ci, called=called, last=WRITES))) == 1


@pytest.mark.parametrize("name", ODD)
def test_odd_yaml_ends_in_no_traceback(tmp_path: Path, name: str) -> None:
    repo = repo_of(tmp_path, ci=ODD[name], x=f"on: [push, workflow_call]\n{ODD[name]}")

    assert facts(check, repo) == []


def test_anchors_and_merged_keys_are_read(tmp_path: Path) -> None:
    ci = (
        "on: push\nx: &few\n  permissions: &p {contents: read}\n"
        "jobs:\n  a:\n    <<: *few\n    uses: ./.github/workflows/called.yml\n"
        "  b:\n    permissions: *p\n    uses: ./.github/workflows/called.yml\n"
    )

    assert len(facts(check, repo_of(tmp_path, ci=ci, called=WRITES))) == 2


KIT_CALL = "on: push\njobs:\n  a:\n    permissions: {{}}\n    uses: {slug}/.github/workflows/quality.yml@{ref}\n"


@pytest.mark.parametrize(
    ("source", "slug"),
    [("gh:acme/kit", "acme/kit"), ("gh:Acme/Kit", "acme/kit"), ("/srv/kit", "modelwright/modelwright")],
)
def test_what_the_kit_lends_is_known(tmp_path: Path, source: str, slug: str) -> None:
    write(tmp_path, ".copier-answers.yml", f"_commit: v{__version__}\n_src_path: {source}\n")
    repo = repo_of(tmp_path, ci=KIT_CALL.format(slug=slug, ref=f"v{__version__}"))
    asked = [f"{scope}: {level}" for scope, level in lent_contracts()["quality.yml"].permissions.items()]

    [fact] = facts(check, repo)

    assert "quality.yml asks for" in fact
    assert all(one in fact for one in asked)


@pytest.mark.parametrize(("recorded", "ref"), [("v9.9.9", "v9.9.9"), (f"v{__version__}", "v9.9.9")])
def test_what_another_version_of_the_kit_asks_for_is_not_known(tmp_path: Path, recorded: str, ref: str) -> None:
    write(tmp_path, ".copier-answers.yml", f"_commit: {recorded}\n_src_path: gh:acme/kit\n")

    assert facts(check, repo_of(tmp_path, ci=KIT_CALL.format(slug="acme/kit", ref=ref))) == []


def test_a_repository_that_is_on_no_kit_borrows_nothing(tmp_path: Path) -> None:
    ci = KIT_CALL.format(slug="modelwright/modelwright", ref=f"v{__version__}")

    assert facts(check, repo_of(tmp_path, ci=ci)) == []


def test_a_file_outside_the_folder_of_the_workflows_calls_nothing(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, called=WRITES)
    write(tmp_path, "docs/ci.yml", caller("{}"))

    assert facts(check, Repo(repo.root), "docs/ci.yml") == []
