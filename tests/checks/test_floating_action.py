"""What can move is found in each kind of file, and what cannot is left alone."""

from pathlib import Path

import pytest

from modelwright.checks.floating_action import check
from modelwright.repo import Repo
from tests.standard.written import ODD, facts, write

WORKFLOW, ACTION, PIPELINE, HOOKS = (
    ".github/workflows/ci.yml",
    "tools/action.yml",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
)
COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "sha256:" + "0" * 64


def said(folder: Path, path: str, text: str) -> list[str]:
    write(folder, path, text)
    return [one.partition(": ")[2] for one in facts(check, Repo(folder), path)]


@pytest.mark.parametrize(
    ("uses", "fact"),
    [
        ("actions/checkout@v4", "is not pinned to a commit"),
        ("actions/checkout@v4.2.1", "is not pinned to a commit"),
        ("actions/checkout@main", "is not pinned to a commit"),
        ("actions/checkout@0123456", "is not pinned to a commit"),
        (f"actions/checkout@{COMMIT}0", "is not pinned to a commit"),
        ("github/codeql-action/init@v3", "is not pinned to a commit"),
        ("actions/checkout", "names no version"),
        ("docker://alpine:3.20", "is not pinned to a digest"),
        ("docker://alpine", "is not pinned to a digest"),
        (f"actions/checkout@{COMMIT}", ""),
        (f"actions/checkout@{COMMIT.upper()}", ""),
        (f"actions/checkout@{'a1' * 32}", ""),
        (f"docker://alpine@{DIGEST}", ""),
        (f"docker://registry.example.com:5000/a/b:1@{DIGEST}", ""),
        ("./.github/actions/setup", ""),
        (".", ""),
        ("../setup", ""),
        ("$/actions/setup", ""),
        ("'${{ matrix.action }}'", ""),
        ("''", ""),
    ],
)
def test_an_action_is_pinned_to_a_commit_or_a_digest(tmp_path: Path, uses: str, fact: str) -> None:
    expected = [f"{uses} {fact}"] if fact else []

    assert said(tmp_path, WORKFLOW, f"jobs:\n  a:\n    steps:\n      - uses: {uses}\n") == expected
    assert said(tmp_path, ACTION, f"runs:\n  using: composite\n  steps:\n    - uses: {uses}\n") == expected


def test_a_called_workflow_is_pinned_too(tmp_path: Path) -> None:
    text = "jobs:\n  a:\n    uses: acme/ci/.github/workflows/x.yml@{}\n"

    assert said(tmp_path, WORKFLOW, text.format("v1")) == [
        "acme/ci/.github/workflows/x.yml@v1 is not pinned to a commit"
    ]
    assert said(tmp_path, WORKFLOW, text.format(COMMIT)) == []


def test_what_the_kit_lends_moves_with_its_tag(tmp_path: Path) -> None:
    text = "jobs:\n  a:\n    uses: {}/.github/workflows/quality.yml@v1.2.0\n"
    assert said(tmp_path, WORKFLOW, text.format("acme/kit")) != []

    write(tmp_path, ".copier-answers.yml", "_commit: v1.2.0\n_src_path: gh:acme/kit\n")

    assert said(tmp_path, WORKFLOW, text.format("Acme/Kit")) == []
    assert said(tmp_path, WORKFLOW, text.format("acme/kitten")) != []


@pytest.mark.parametrize(
    ("image", "floats"),
    [
        ("postgres", True),
        ("postgres:latest", True),
        ("registry.example.com:5000/team/postgres", True),
        ("postgres:17", False),
        (f"postgres@{DIGEST}", False),
        ("'${{ matrix.image }}'", False),
        ("$IMAGE", False),
        ("''", False),
    ],
)
def test_an_image_that_a_job_runs_in_names_a_version(tmp_path: Path, image: str, floats: bool) -> None:  # noqa: FBT001
    expected = [f"the image {image} names no version"] if floats else []

    for text in ("container: {}", "container: {{image: {}}}", "services: {{db: {{image: {}}}}}"):
        assert said(tmp_path, WORKFLOW, f"jobs:\n  a:\n    {text.format(image)}\n") == expected
    for text in ("image: {}", "image: {{name: {}}}", "services: [{}]", "services: [{{name: {}}}]"):
        shown = text.format(image)
        for pipeline in (shown, f"default:\n  {shown}", f"job:\n  {shown}"):
            assert said(tmp_path, PIPELINE, f"{pipeline}\n") == expected


@pytest.mark.parametrize(("image", "floats"), [("docker://alpine:3", True), ("Dockerfile", False)])
def test_the_image_of_a_docker_action_is_pinned(tmp_path: Path, image: str, floats: bool) -> None:  # noqa: FBT001
    assert bool(said(tmp_path, ACTION, f"runs:\n  using: docker\n  image: {image}\n")) == floats


@pytest.mark.parametrize(
    ("include", "fact"),
    [
        ("{project: a/b, file: x.yml}", "includes a/b without a ref"),
        ("{project: a/b, ref: main}", "includes a/b at main, which names no version"),
        ("{project: a/b, ref: HEAD}", "includes a/b at HEAD, which names no version"),
        ("{project: a/b, ref: v1}", "includes a/b at v1, which names no version"),
        ("{project: a/b, ref: v1.2}", ""),
        (f"{{project: a/b, ref: {COMMIT}}}", ""),
        ("{project: a/b, ref: $REF}", ""),
        ("{component: h/a/b/c@~latest}", "includes h/a/b/c@~latest, which names no full version"),
        ("{component: h/a/b/c@1}", "includes h/a/b/c@1, which names no full version"),
        ("{component: h/a/b/c@1.2}", "includes h/a/b/c@1.2, which names no full version"),
        ("{component: h/a/b/c@main}", "includes h/a/b/c@main, which names no full version"),
        ("{component: h/a/b/c@1.2.3}", ""),
        (f"{{component: h/a/b/c@{COMMIT}}}", ""),
        ("{component: $CI_SERVER_FQDN/a/b/c@1.2.3}", ""),
        ("{component: $CI_SERVER_FQDN/a/b/c@main}", "includes $CI_SERVER_FQDN/a/b/c@main, which names no full version"),
        ("{component: h/a/b/c@$CI_COMMIT_SHA}", ""),
        ("{remote: 'https://x.example/ci.yml'}", "includes https://x.example/ci.yml without an integrity digest"),
        (
            "'https://user:word@x.example/ci.yml?token=word#word'",  # pragma: allowlist secret
            "includes https://x.example/ci.yml without an integrity digest",
        ),
        ("{remote: 'https://x.example/ci.yml', integrity: 'sha256-abc='}", ""),
        (f"'https://x.example/raw/{COMMIT}/ci.yml'", ""),
        ("'https://$HOST/ci.yml'", ""),
        ("{local: ci.yml}", ""),
        ("ci.yml", ""),
        ("{template: Security/SAST.gitlab-ci.yml}", ""),
    ],
)
def test_what_a_pipeline_includes_stays_what_it_is(tmp_path: Path, include: str, fact: str) -> None:
    expected = [fact] if fact else []

    for text in ("include: {}\n", "include: [{}]\n", "job:\n  trigger: {{include: {}}}\n"):
        assert said(tmp_path, PIPELINE, text.format(include)) == expected


@pytest.mark.parametrize(
    "path", [".gitlab-ci.yml", ".modelwright/gitlab-ci.yml", "ci/test.gitlab-ci.yml", ".gitlab/ci/a.yml"]
)
def test_every_part_of_a_pipeline_is_read(tmp_path: Path, path: str) -> None:
    assert said(tmp_path, path, "image: python\n") == ["the image python names no version"]


@pytest.mark.parametrize(
    ("rev", "floats"),
    [
        ("main", True),
        ("HEAD", True),
        ("v4", True),
        ("stable", True),
        ("v4.5.0", False),
        (COMMIT, False),
        ("2f3a", False),
    ],
)
def test_a_hook_is_at_a_version(tmp_path: Path, rev: str, floats: bool) -> None:  # noqa: FBT001
    url = "https://me:word@x.example/hooks"  # pragma: allowlist secret
    hooks = f"repos:\n  - repo: {url}\n    rev: {rev}\n    hooks:\n      - id: spelling\n"
    expected = [f"rev {rev} names no version of https://x.example/hooks"] if floats else []

    assert said(tmp_path, HOOKS, hooks) == expected
    assert said(tmp_path, ".pre-commit-own.yaml", hooks) == expected


def test_hooks_of_the_kit_and_of_no_repository_are_left_alone(tmp_path: Path) -> None:
    hooks = "repos:\n  - {repo: x, rev: main, hooks: [{id: modelwright-check}]}\n  - {repo: local, hooks: [{id: a}]}\n"

    assert said(tmp_path, HOOKS, hooks) == []


@pytest.mark.parametrize(
    "path", ["docs/ci.yml", ".github/dependabot.yml", ".github/workflows/old/ci.yml", "mkdocs.yml"]
)
def test_another_file_runs_nothing(tmp_path: Path, path: str) -> None:
    text = "jobs:\n  a:\n    uses: a/b@v1\nimage: x\ninclude: {project: a}\nrepos: [{repo: x, rev: main}]\n"

    assert said(tmp_path, path, text) == []


@pytest.mark.parametrize("path", [WORKFLOW, ACTION, PIPELINE, HOOKS])
@pytest.mark.parametrize("name", ODD)
def test_odd_yaml_ends_in_no_traceback(tmp_path: Path, name: str, path: str) -> None:
    for fact in said(tmp_path, path, ODD[name]):
        assert "\n" not in fact
