"""Small repositories, written for a test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import Yaml


def repo_of(folder: Path, **files: str) -> Repo:
    """A repository that holds these workflows, by name without suffix."""
    for name, text in files.items():
        write(folder, f".github/workflows/{name}.yml", text)
    return Repo(folder)


def write(folder: Path, path: str, text: str) -> None:
    """Write a file; common indentation is not part of it."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(dedent(text).lstrip("\n"), encoding="utf-8", newline="\n")


def facts(check: Callable[[Yaml], Iterator[Finding]], repo: Repo, path: str = ".github/workflows/ci.yml") -> list[str]:
    """What a check says of a file: `line: fact`."""
    return [f"{one.line}: {one.fact}" for one in check(Yaml(repo, path))]


# YAML that is none of what a check looks for, in every place that it looks at. None of it may end in a traceback.
ODD = {
    "an empty file": "",
    "a list": "- jobs\n- uses: ./.github/workflows/x.yml\n",
    "a text": "jobs",
    "no jobs": "on: push\njobs:\n",
    "a list of jobs": "jobs:\n  - uses: ./.github/workflows/x.yml\n",
    "an empty job": "jobs:\n  a:\n",
    "a job that is a text": "jobs:\n  a: ./.github/workflows/x.yml\n",
    "uses that is a list": "jobs:\n  a:\n    uses: [./.github/workflows/x.yml]\n",
    "uses that is empty": "jobs:\n  a:\n    uses:\n    steps:\n      - uses:\n",
    "steps that are a mapping": "jobs:\n  a:\n    steps:\n      uses: actions/checkout@v4\n",
    "a step that is a text": "jobs:\n  a:\n    steps: [uses]\n",
    "permissions that are a list": (
        "permissions: [write-all]\njobs:\n  a:\n    permissions: [x]\n    uses: ./.github/workflows/x.yml\n"
    ),
    "inputs that are a list": ("jobs:\n  a:\n    uses: ./.github/workflows/x.yml\n    with: [a]\n    secrets: [b]\n"),
    "keys that are no texts": "? [a]\n: b\n? {c: d}\n: e\ntrue: f\n1: g\njobs:\n  ? [x]\n  : uses: y\n",
    "an alias to what holds it": "jobs: &a\n  b: *a\n  <<: *a\n  uses: *a\n  steps: [*a]\n",
    "merged lists": "x: &x {uses: 1}\njobs:\n  a:\n    <<: [*x, *x, y, [z]]\n  b:\n    <<: z\n",
    "tags": "jobs: !!set {a: , b: }\non: !own {workflow_call: !x y}\n",
    "two documents": "jobs:\n---\njobs:\n",
    "repos that are texts": "repos: [a, b]\ninclude: [a, {project: }, {project: [x]}, {remote: {}}, {component: []}]\n",
    "images that are lists": "image: [a]\nservices: {a: b}\njobs:\n  a:\n    container: [x]\n    services: [{z: }]\n",
    "texts on several lines": (
        "jobs:\n  a:\n    uses: |\n      a/b\n      @v1\n    container: |\n      a\n      b\nimage: |\n  a\n  b\n"
        'include:\n  project: |\n    a\n    b\nrepos:\n  - {repo: x, rev: "a\\nb"}\n'
    ),
    "runs that is a list": "runs: [composite]\nrev: {}\n",
}
