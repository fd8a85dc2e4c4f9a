"""An edit of a standard file is found in a real repository, at its lines, whatever the code host."""

from collections.abc import Callable
from pathlib import Path

import pytest

from modelwright.checks.standard_edited import check
from modelwright.cli import main
from modelwright.repo import Repo
from modelwright.standard.answers import Answers
from modelwright.standard.rendering import expected_files
from tests.conftest import Render
from tests.repos import Kit, git, once
from tests.standard.written import write

ANSWERS = ".copier-answers.yml"
HOOKS = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/quality.yml"
PIPELINE = ".modelwright/gitlab-ci.yml"
SCHEMA = ".modelwright/model.schema.json"
DATA_WORKFLOW = ".github/workflows/data.yml"
STANDARD = {
    "github": {ANSWERS, HOOKS, SCHEMA, WORKFLOW, DATA_WORKFLOW},
    "gitlab": {ANSWERS, HOOKS, SCHEMA, PIPELINE},
    "none": {ANSWERS, HOOKS, SCHEMA},
}
EVERY_FILE = pytest.mark.parametrize(
    ("host", "path"), [(host, path) for host in STANDARD for path in sorted(STANDARD[host])]
)
NewRepo = Callable[..., Path]


@pytest.fixture
def new(render: Render, shared: Path, tmp_path: Path) -> NewRepo:
    """The standard files of a model repo on a code host, to be edited."""

    def of(host: str = "github") -> Path:
        rendered = once(shared / f"standard-{host}", lambda draft: render(draft, code_host=host))
        for path in STANDARD[host]:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes((rendered / path).read_bytes())
        return tmp_path

    return of


def edit(repo: Path, path: str, before: str, after: str) -> None:
    text = (repo / path).read_bytes().decode()
    assert before in text
    (repo / path).write_bytes(text.replace(before, after, 1).encode())


def found(repo: Path) -> list[str]:
    return [f"{one.path}:{one.line}: {one.fact}" for one in check(Repo(repo))]


def lines(repo: Path, path: str) -> list[str]:
    return (repo / path).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("host", STANDARD)
def test_nothing_is_found_in_what_was_rendered(new: NewRepo, host: str) -> None:
    repo = new(host)
    answers = Answers.of(Repo(repo))
    assert answers

    assert {path for path, _ in expected_files(answers)} == STANDARD[host]
    assert found(repo) == []


@EVERY_FILE
def test_an_added_line_is_found(new: NewRepo, kit: Kit, host: str, path: str) -> None:
    repo = new(host)
    with (repo / path).open("a", encoding="utf-8", newline="\n") as file:
        file.write("# ours\n")
    number = len(lines(repo, path))

    assert found(repo) == [f"{path}:{number}: line {number} is not in what {kit.tag} renders"]


@EVERY_FILE
def test_a_changed_line_is_found(new: NewRepo, kit: Kit, host: str, path: str) -> None:
    repo = new(host)
    changed = ["", *lines(repo, path)[1:]]
    (repo / path).write_text("\n".join(changed), encoding="utf-8")

    assert found(repo) == [f"{path}:1: line 1 differs from what {kit.tag} renders"]


@EVERY_FILE
def test_a_removed_line_is_found(new: NewRepo, host: str, path: str) -> None:
    repo = new(host)
    removed = lines(repo, path)[:-1]
    (repo / path).write_text("\n".join(removed) + "\n", encoding="utf-8")

    [finding] = found(repo)

    assert finding.startswith(f"{path}:{len(removed)}: lacks '")


@EVERY_FILE
def test_line_ends_and_a_missing_last_one_do_not_count(new: NewRepo, host: str, path: str) -> None:
    repo = new(host)
    (repo / path).write_bytes((repo / path).read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n"))

    assert found(repo) == []


@EVERY_FILE
def test_a_missing_file_is_found(new: NewRepo, kit: Kit, host: str, path: str) -> None:
    repo = new(host)
    (repo / path).unlink()

    # Without what was recorded, nothing says that a repository is on the standard.
    assert found(repo) == ([] if path == ANSWERS else [f"{path}:1: is missing, and {kit.tag} renders it"])


def test_a_file_of_another_code_host_is_not_missed(new: NewRepo) -> None:
    assert not (new("none") / WORKFLOW).exists()
    assert found(new("none")) == []


def test_passages_are_found_one_by_one(new: NewRepo, kit: Kit) -> None:
    repo = new()
    edit(repo, WORKFLOW, "  pull_request:\n", "  pull_request:\n  workflow_dispatch:\n  schedule:\n")
    edit(repo, WORKFLOW, "permissions: {}\n", "permissions: read-all\n")
    added = lines(repo, WORKFLOW).index("  workflow_dispatch:") + 1
    changed = lines(repo, WORKFLOW).index("permissions: read-all") + 1

    assert found(repo) == [
        f"{WORKFLOW}:{added}: lines {added}-{added + 1} are not in what {kit.tag} renders",
        f"{WORKFLOW}:{changed}: line {changed} differs from what {kit.tag} renders",
    ]


def test_what_is_lacking_is_named(new: NewRepo, kit: Kit) -> None:
    repo = new()
    hooks = lines(repo, HOOKS)
    place = hooks.index("      - id: ruff-format")
    edit(repo, HOOKS, "      - id: ruff-format\n", "")

    assert found(repo) == [
        f"{HOOKS}:{place}: lacks '- id: ruff-format', which {kit.tag} renders after line {place}",
    ]


def test_a_version_that_was_moved_by_hand_is_left_to_the_check_of_pins(new: NewRepo, kit: Kit) -> None:
    repo = new()
    edit(repo, HOOKS, f"rev: {kit.tag}", "rev: v9.9.9")
    edit(repo, WORKFLOW, f"@{kit.tag}", "@0123456789abcdef0123456789abcdef01234567")

    assert found(repo) == []


def test_another_address_of_the_kit_is_found(new: NewRepo, kit: Kit) -> None:
    repo = new()
    edit(repo, HOOKS, kit.url, "https://git.example.com/a-fork/kit.git")
    number = next(n for n, line in enumerate(lines(repo, HOOKS), start=1) if "a-fork" in line)

    assert found(repo) == [f"{HOOKS}:{number}: line {number} differs from what {kit.tag} renders"]


@pytest.mark.parametrize("path", [WORKFLOW, DATA_WORKFLOW])
@pytest.mark.parametrize("name", ["DATA_CONNECTION", "WAREHOUSE_2", "_a"])
def test_any_secret_may_be_handed_over_as_the_connection(new: NewRepo, path: str, name: str) -> None:
    repo = new()
    edit(repo, path, "secrets.DATA_CONNECTION", f"secrets.{name}")

    assert found(repo) == []


@pytest.mark.parametrize("path", [WORKFLOW, DATA_WORKFLOW])
@pytest.mark.parametrize(
    "value",
    [
        "",
        "inherit",
        "postgresql://reader@db.example.com/risk",
        "${{ secrets }}",
        "${{ secrets.2ND }}",
        "${{ secrets.GITHUB_TOKEN }}",
        "${{ secrets.github_token }}",
        "${{ secrets.A }}${{ secrets.B }}",
        "${{ secrets.A || 'sqlite://' }}",
        "${{ toJSON(secrets) }}",
        "${{ inputs.connection }}",
        "${{ secrets.DATA_CONNECTION }} # ours",
    ],
)
def test_anything_but_one_secret_by_its_name_is_found(new: NewRepo, kit: Kit, path: str, value: str) -> None:
    repo = new()
    edit(repo, path, "${{ secrets.DATA_CONNECTION }}", value)
    number = len(lines(repo, path))

    assert found(repo) == [f"{path}:{number}: line {number} differs from what {kit.tag} renders"]


def test_an_answer_that_was_changed_by_hand_asks_for_other_files(new: NewRepo, kit: Kit) -> None:
    repo = new("none")
    edit(repo, ANSWERS, "code_host: none", "code_host: github")

    assert found(repo) == [f"{path}:1: is missing, and {kit.tag} renders it" for path in (DATA_WORKFLOW, WORKFLOW)]


def test_what_another_version_renders_is_not_known(new: NewRepo, kit: Kit) -> None:
    repo = new()
    (repo / HOOKS).unlink()
    assert found(repo) != []

    edit(repo, ANSWERS, f"_commit: {kit.tag}", "_commit: v9.9.9")

    assert found(repo) == []


def test_a_file_that_is_no_text_is_found(new: NewRepo, kit: Kit) -> None:
    repo = new()
    (repo / HOOKS).write_bytes(b"\xff\xfe\xff")

    [finding] = found(repo)

    assert finding.startswith(f"{HOOKS}:1: ")
    assert finding.endswith(f"and {kit.tag} renders it")


def test_an_empty_file_and_a_huge_one_are_found(new: NewRepo, kit: Kit) -> None:
    repo = new()
    expected = len(lines(repo, WORKFLOW))
    (repo / WORKFLOW).write_bytes(b"")
    (repo / HOOKS).write_bytes(b"- id: mypy\n" * 100_000)

    assert found(repo) == [
        f"{WORKFLOW}:1: lacks {expected} lines that {kit.tag} renders before line 1",
        f"{HOOKS}:1: lines 1-100000 differ from what {kit.tag} renders",
    ]


def test_the_command_spans_the_lines_and_an_allowance_beside_them_lifts_the_finding(
    new: NewRepo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = new()
    monkeypatch.chdir(repo)
    git(repo, "init", "--quiet")
    rendered = (repo / WORKFLOW).read_text(encoding="utf-8")
    own = "    with:\n      python-version: '3.13'\n"
    reason = "    # modelwright: allow[standard-edited] the cluster has no 3.12 yet\n"
    command = ["check", "--select", "standard-edited"]

    write(repo, WORKFLOW, rendered + own)
    assert main(command) == 1
    assert "[standard-edited]" in capsys.readouterr().out

    write(repo, WORKFLOW, rendered + reason + own)
    assert main(command) == 0
