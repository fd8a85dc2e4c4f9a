"""What is passed is compared with what is taken, as GitHub does it before anything starts."""

from pathlib import Path

import pytest

from modelwright import __version__
from modelwright.checks.caller_inputs import check
from modelwright.standard.workflows import lent_contracts
from tests.standard.written import ODD, facts, repo_of, write

CALLED = """
    on:
      workflow_call:
        inputs:
          name: {type: string}
          count: {type: number}
          fast: {type: boolean}
        secrets:
          TOKEN: {required: false}
    jobs:
"""
REQUIRES = """
    on:
      workflow_call:
        inputs:
          name: {type: string, required: true, default: x}
        secrets:
          TOKEN: {required: true}
    jobs:
"""


def said(folder: Path, call: str, called: str = CALLED) -> list[str]:
    """What is found in a job that calls a workflow of the same repository and says this besides."""
    ci = f"on: push\njobs:\n  a:\n    uses: ./.github/workflows/called.yml\n    {call}\n"
    return facts(check, repo_of(folder, ci=ci, called=called))


@pytest.mark.parametrize(
    "call",
    [
        "",
        "with:",
        "with: {}",
        "with: {name: x, count: 3, fast: true}",
        "with: {NAME: x, Count: -1.5, fast: FALSE}",
        "with: {name: '3.10', count: 0x1F, fast: False}",
        "with: {name: 3.12}",
        "with: {name: true}",
        "with: {name: }",
        "with: {name: '${{ inputs.n }}', count: '${{ inputs.n }}', fast: '${{ inputs.n }}'}",
        "secrets: {TOKEN: '${{ secrets.T }}'}",
        "secrets: {token: '${{ secrets.T }}'}",
        "secrets: inherit",  # of the same repository
    ],
)
def test_what_is_taken_may_be_passed(tmp_path: Path, call: str) -> None:
    assert said(tmp_path, call) == []


@pytest.mark.parametrize(
    ("call", "fact"),
    [
        ("with: {nam: x}", "passes 'nam', which called.yml does not take"),
        ("with: {count: '3'}", "passes 'count' as a string, and called.yml takes a number"),
        ("with: {count: three}", "passes 'count' as a string, and called.yml takes a number"),
        ("with: {count: true}", "passes 'count' as a boolean, and called.yml takes a number"),
        ("with: {count: }", "passes 'count' as nothing, and called.yml takes a number"),
        ("with: {fast: 'true'}", "passes 'fast' as a string, and called.yml takes a boolean"),
        ("with: {fast: yes}", "passes 'fast' as a string, and called.yml takes a boolean"),
        ("with: {fast: 1}", "passes 'fast' as a number, and called.yml takes a boolean"),
        ("with: {fast: [true]}", "passes 'fast' as a sequence, and called.yml takes a boolean"),
        ("with: {name: [x]}", "passes 'name' as a sequence, and called.yml takes a string"),
        ("with: {name: 3.10}", "passes 'name' as the number 3.10, which arrives as '3.1'"),
        ("with: {name: 1.0}", "passes 'name' as the number 1.0, which arrives as '1'"),
        ("with: {name: 007}", "passes 'name' as the number 007, which arrives as '7'"),
        ("with: {name: 0x1F}", "passes 'name' as the number 0x1F, which arrives as '31'"),
        ("secrets: {KEY: x}", "hands over the secret 'KEY', which called.yml does not take"),
    ],
)
def test_what_is_not_taken_is_found(tmp_path: Path, call: str, fact: str) -> None:
    assert said(tmp_path, call) == [f"5: {fact}"]


@pytest.mark.parametrize(
    ("call", "lacks"),
    [
        ("", ["does not pass 'name', which", "does not hand over the secret 'TOKEN', which"]),
        ("with: {name: x}", ["does not hand over the secret 'TOKEN', which"]),
        ("secrets: {token: x}", ["does not pass 'name', which"]),
        ("secrets: inherit", ["does not pass 'name', which"]),
        ("with: [name]", ["does not hand over the secret 'TOKEN', which"]),
    ],
)
def test_what_is_required_and_not_passed_is_found(tmp_path: Path, call: str, lacks: list[str]) -> None:
    """GitHub requires it even where the called workflow has a default."""
    assert said(tmp_path, call, REQUIRES) == [f"4: {one} called.yml requires" for one in lacks]


@pytest.mark.parametrize("called", ["on: workflow_call\n", "on: [push, workflow_call]\n", "on:\n  workflow_call:\n"])
def test_a_workflow_that_declares_nothing_takes_nothing(tmp_path: Path, called: str) -> None:
    assert said(tmp_path, "with: {name: x}", called) == ["5: passes 'name', which called.yml does not take"]


@pytest.mark.parametrize("called", ["on: push\n", "on: [push]\n", "on:\n  push:\n", "jobs:\n", "", "[]"])
def test_a_workflow_that_may_not_be_called_is_found(tmp_path: Path, called: str) -> None:
    path = ".github/workflows/called.yml"

    assert said(tmp_path, "", called) == [f"4: calls {path}, which has no trigger workflow_call"]


def test_a_workflow_that_is_not_there_is_found(tmp_path: Path) -> None:
    repo = repo_of(tmp_path, ci="jobs:\n  a:\n    uses: ./.github/workflows/gone.yml\n")

    assert facts(check, repo) == ["3: calls .github/workflows/gone.yml, which is not there"]


def test_a_called_workflow_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    ci = "jobs:\n  a:\n    uses: ./.github/workflows/broken.yml\n  b:\n    uses: ./.github/workflows/gone.yml\n"

    assert [one.partition(":")[0] for one in facts(check, repo_of(tmp_path, ci=ci, broken="on: ["))] == ["5"]


def test_inherited_secrets_are_found_for_every_workflow_of_another_repository(tmp_path: Path) -> None:
    ci = "jobs:\n  a:\n    uses: acme/other/.github/workflows/x.yml@v1\n    secrets: inherit\n"

    assert facts(check, repo_of(tmp_path, ci=ci)) == ["4: hands over every secret to acme/other"]


@pytest.mark.parametrize("name", ODD)
def test_odd_yaml_ends_in_no_traceback(tmp_path: Path, name: str) -> None:
    write(tmp_path, ".github/workflows/x.yml", "on: workflow_call\n")
    facts(check, repo_of(tmp_path, ci=ODD[name]))

    odd_contract = f"on:\n  workflow_call:\n    inputs: &odd\n{_indented(ODD[name])}\n    secrets: *odd\n"
    facts(check, repo_of(tmp_path, ci="jobs:\n  a:\n    uses: ./.github/workflows/x.yml\n", x=odd_contract))


def _indented(text: str) -> str:
    return "\n".join(f"      {line}" for line in text.split("\n"))


def test_values_that_are_merged_are_passed(tmp_path: Path) -> None:
    call = "    uses: ./.github/workflows/called.yml\n    with: {<<: *x}\n    secrets: {TOKEN: t}\n"
    ci = f"x: &x {{name: n}}\njobs:\n  a:\n{call}"

    assert facts(check, repo_of(tmp_path, ci=ci, called=REQUIRES)) == []


def kit_call(folder: Path, name: str, rest: str = "") -> list[str]:
    write(folder, ".copier-answers.yml", f"_commit: v{__version__}\n_src_path: gh:acme/kit\n")
    ci = f"jobs:\n  a:\n    uses: acme/kit/.github/workflows/{name}@v{__version__}\n{rest}"
    return facts(check, repo_of(folder, ci=ci))


def test_what_the_kit_lends_is_known(tmp_path: Path) -> None:
    assert kit_call(tmp_path, "quality.yml") == []
    assert kit_call(tmp_path, "quality.yml", "    with: {pyhton-version: '3.12'}\n") == [
        "4: passes 'pyhton-version', which quality.yml does not take"
    ]


def test_what_the_kit_does_not_lend_is_found(tmp_path: Path) -> None:
    assert kit_call(tmp_path, "qualty.yml") == ["3: calls qualty.yml, which acme/kit does not lend"]


def test_secrets_that_the_kit_inherits_are_found_with_what_it_takes(tmp_path: Path) -> None:
    taken = ", ".join(lent_contracts()["quality.yml"].secrets)

    assert kit_call(tmp_path, "quality.yml", "    secrets: inherit\n") == [
        f"4: hands over every secret to acme/kit, and quality.yml takes {f'only {taken}' if taken else 'none'}"
    ]
