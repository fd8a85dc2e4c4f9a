"""Each pin is found however it is written, and a fix changes the version and nothing else."""

from pathlib import Path

import pytest

from modelwright.checks.pin_disagreement import check, fix
from modelwright.cli import main
from modelwright.repo import Repo
from tests.repos import git
from tests.standard.written import ODD, write

ANSWERS, HOOKS, PROJECT = ".copier-answers.yml", ".pre-commit-config.yaml", "pyproject.toml"
WORKFLOW = ".github/workflows/ci.yml"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
KIT = "https://github.com/acme/kit.git"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository that records v1.2.0 of a kit, and has no other pin yet."""
    write(tmp_path, ANSWERS, "_commit: v1.2.0\n_src_path: gh:acme/kit\n")
    return tmp_path


def found(repo: Path) -> list[str]:
    return [f"{one.path}:{one.line}:{one.column}: {one.fact.partition(' of the kit')[0]}" for one in check(Repo(repo))]


def fixed(repo: Path) -> dict[str, str]:
    return {path: content.decode() for path, content in fix(Repo(repo)).items()}


REQUIREMENTS = {
    "in a group": '[dependency-groups]\nkit = ["modelwright[lifecycle] @ git+{kit}@{ref}"]\n',
    "on lines of their own": "[dependency-groups]\nkit = [\n  'modelwright @ git+{kit}@{ref}',\n]\n",
    "of the project": '[project]\ndependencies = ["numpy", "modelwright[a,b]@git+{kit}@{ref}"]\n',
    "optional": '[project.optional-dependencies]\ndev = ["modelwright @ git+{kit}@{ref}"]\n',
    "with a marker": "[dependency-groups]\nkit = [\"modelwright @ git+{kit}@{ref} ; python_version > '3'\"]\n",
    "with a fragment": '[dependency-groups]\nkit = ["modelwright @ git+{kit}@{ref}#subdirectory=x"]\n',
    "with a user": '[dependency-groups]\nkit = ["modelwright @ git+ssh://git@git.example.com/acme/kit.git@{ref}"]\n',
    "behind a comment": (
        '# "modelwright @ git+{kit}@v0"\n[dependency-groups]\nkit = ["modelwright @ git+{kit}@{ref}"]\n'
    ),
    "twice": '[dependency-groups]\na = ["modelwright @ git+{kit}@{ref}"]\nb = ["modelwright @ git+{kit}@{ref}#b"]\n',
    "with a source for uv": (
        '[dependency-groups]\nkit = ["modelwright[lifecycle]"]\n\n'
        '[tool.uv.sources]\nmodelwright = {{ git = "{kit}", tag = "{ref}" }}\n'
    ),
    "with a table for uv": (
        '[dependency-groups]\nkit = ["modelwright"]\n[tool.uv.sources.modelwright]\ngit = "{kit}"\nrev = "{ref}"\n'
    ),
}
HOOK_CONFIGURATIONS = {
    "plain": "repos:\n  - repo: {kit}\n    rev: {ref}\n    hooks:\n      - id: modelwright-check\n",
    "quoted": "repos:\n  - repo: '{kit}'\n    rev: \"{ref}\"  # the kit\n    hooks: [{{id: 'modelwright-check'}}]\n",
    "in another order": "repos:\n- hooks:\n  - id: modelwright-check\n  rev: {ref}\n  repo: https://git.example.com/fork\n",
    "in one line": "repos: [{{repo: {kit}, rev: {ref}, hooks: [{{id: mypy}}]}}]\n",
    "with one anchor twice": (
        "x: &v {ref}\nrepos:\n"
        "  - {{repo: {kit}, rev: *v, hooks: [{{id: mypy}}]}}\n  - {{repo: {kit}, rev: *v, hooks: [{{id: ruff}}]}}\n"
    ),
    "with an anchor": "x: &v {ref}\nrepos:\n  - repo: {kit}\n    rev: *v\n    hooks:\n      - id: modelwright-check\n",
}
USES = {
    "a workflow": "jobs:\n  a:\n    uses: acme/kit/.github/workflows/quality.yml@{ref}\n",
    "quoted": "jobs:\n  a:\n    uses: 'Acme/Kit/.github/workflows/quality.yml@{ref}'\n",
    "an action": "jobs:\n  a:\n    steps:\n      - uses: acme/kit/actions/setup@{ref}\n",
}
PLACES = [
    *((PROJECT, name, text) for name, text in REQUIREMENTS.items()),
    *((HOOKS, name, text) for name, text in HOOK_CONFIGURATIONS.items()),
    *((WORKFLOW, name, text) for name, text in USES.items()),
]
EVERY_PLACE = pytest.mark.parametrize(
    ("path", "text"), [(p, t) for p, _, t in PLACES], ids=[f"{p} {n}" for p, n, _ in PLACES]
)


@EVERY_PLACE
def test_a_pin_that_agrees_is_fine(repo: Path, path: str, text: str) -> None:
    write(repo, path, text.format(kit=KIT, ref="v1.2.0"))

    assert found(repo) == []
    assert fix(Repo(repo)) == {}


@EVERY_PLACE
@pytest.mark.parametrize("ref", ["v1.10.0-rc1", "main", COMMIT])
def test_a_pin_that_differs_is_found_where_it_stands_and_fixed(repo: Path, path: str, text: str, ref: str) -> None:
    written = text.format(kit=KIT, ref=ref)
    write(repo, path, written)
    here = [
        f"{path}:{number}:{line.index(ref) + 1}: names version {ref}"
        for number, line in enumerate(written.split("\n"), start=1)
        if ref in line
    ]

    assert set(found(repo)) == set(here)  # two aliases of one anchor are found in one place
    assert fixed(repo) == {path: text.format(kit=KIT, ref="v1.2.0")}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PROJECT, '[dependency-groups]\nkit = ["modelwright[lifecycle]>=0.1"]\n'),
        (PROJECT, '[dependency-groups]\nkit = ["modelwright"]\n'),
        (PROJECT, f'[dependency-groups]\nkit = ["modelwright @ git+{KIT}"]\n'),
        (PROJECT, '[project]\ndependencies = ["modelwright"]\n[tool.uv.sources]\nmodelwright = { path = "../kit" }\n'),
        (HOOKS, f"repos:\n  - repo: {KIT}\n    hooks:\n      - id: modelwright-check\n"),
    ],
)
def test_a_pin_without_a_version_is_found_and_not_fixed(repo: Path, path: str, text: str) -> None:
    write(repo, path, text)

    assert [one.partition(": ")[2] for one in found(repo)] == ["names no version"]
    assert fix(Repo(repo)) == {}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PROJECT, '[dependency-groups]\nkit = ["modelwright-extras>=1", "other @ git+https://x.example/y@v9"]\n'),
        (PROJECT, f'# kit = ["modelwright @ git+{KIT}@v9"]\n'),
        (HOOKS, "repos:\n  - repo: https://github.com/acme/other\n    rev: v9\n    hooks:\n      - id: mypy\n"),
        (
            HOOKS,
            "repos:\n  - repo: local\n    hooks:\n      - id: modelwright-check\n        entry: modelwright check\n",
        ),
        (WORKFLOW, "jobs:\n  a:\n    uses: acme/kitten/.github/workflows/quality.yml@v9\n"),
        (WORKFLOW, "jobs:\n  a:\n    uses: ./.github/workflows/quality.yml\n"),
        (WORKFLOW, "# uses: acme/kit/.github/workflows/quality.yml@v9\njobs:\n"),
    ],
)
def test_what_is_no_pin_of_the_kit_is_left_alone(repo: Path, path: str, text: str) -> None:
    write(repo, path, text)

    assert found(repo) == []
    assert fix(Repo(repo)) == {}


def test_where_no_version_is_recorded_nothing_is_fixed(repo: Path) -> None:
    write(repo, ANSWERS, "_src_path: gh:acme/kit\n")
    write(repo, WORKFLOW, USES["a workflow"].format(ref="v9"))

    assert found(repo) == [f"{ANSWERS}:1:1: no _commit: the version"]
    assert fix(Repo(repo)) == {}


def test_a_repository_that_is_on_no_kit_has_no_pins(tmp_path: Path) -> None:
    write(tmp_path, WORKFLOW, USES["a workflow"].format(ref="v9"))

    assert found(tmp_path) == []
    assert fix(Repo(tmp_path)) == {}


@pytest.mark.parametrize("broken", [b"jobs: [", b"\xff\xfe\xff", b"\0"])
def test_a_file_that_cannot_be_read_hides_no_other(repo: Path, broken: bytes) -> None:
    for path in (HOOKS, PROJECT, ".github/workflows/a.yml"):
        write(repo, path, "")
        (repo / path).write_bytes(broken)
    write(repo, WORKFLOW, USES["a workflow"].format(ref="v9"))

    assert found(repo) == [f"{WORKFLOW}:3:50: names version v9"]


@pytest.mark.parametrize("name", ODD)
def test_odd_yaml_holds_no_pin(repo: Path, name: str) -> None:
    for path in (HOOKS, WORKFLOW):
        write(repo, path, ODD[name])

    assert found(repo) == []


@pytest.mark.parametrize(
    "text",
    [
        "project = 1\n",
        "[project]\ndependencies = 3\n",
        "[dependency-groups]\na = [{x = 1}]\n",
        "[tool]\nuv = 1\n",
        "[tool.uv.sources]\nmodelwright = [1]\n",
    ],
)
def test_odd_toml_holds_no_pin(repo: Path, text: str) -> None:
    write(repo, PROJECT, text)

    assert found(repo) == []


def test_a_fix_keeps_line_ends_the_byte_order_mark_and_every_other_sign(repo: Path) -> None:
    before = "\ufeff# Überblick 🎉\r\n" + HOOK_CONFIGURATIONS["plain"].format(kit=KIT, ref="v1.1.0").replace(
        "\n", "\r\n"
    )
    write(repo, HOOKS, "")
    (repo / HOOKS).write_bytes(before.encode())

    assert fix(Repo(repo)) == {HOOKS: before.replace("v1.1.0", "v1.2.0").encode()}


def test_a_file_in_an_encoding_of_its_own_is_found_and_not_fixed(repo: Path) -> None:
    write(repo, HOOKS, "")
    (repo / HOOKS).write_bytes(HOOK_CONFIGURATIONS["plain"].format(kit=KIT, ref="v1.1.0").encode("utf-16"))

    assert len(found(repo)) == 1
    assert fix(Repo(repo)) == {}


def test_the_command_fixes_every_file_and_then_finds_nothing(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repo, "init", "--quiet")
    for path, _, text in PLACES:
        write(repo, path, text.format(kit=KIT, ref="v1.1.0"))
    monkeypatch.chdir(repo)
    command = ["check", "--select", "pin-disagreement"]
    assert main(command) == 1

    assert main([*command, "--fix"]) == 0

    assert main(command) == 0
    assert "v1.1.0" not in "".join((repo / path).read_text(encoding="utf-8") for path in (PROJECT, HOOKS, WORKFLOW))
