"""One tag: every pin of a rendered repository names the same version of the kit, and it resolves from there."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Render
from tests.repos import Kit, git
from tests.template.copier_config import QUESTIONS, environment
from tests.template.matrix import contents
from tests.template.pins import Pins, pins_of

COMMIT = re.compile(r"[0-9a-f]{40}")

# How somebody can name a kit that lies in a folder; a relative path is relative to the folder above it.
SOURCES: dict[str, Callable[[Path], str]] = {
    "an absolute path": str,
    "a relative path": lambda folder: f"./{folder.name}",
    "a URL": lambda folder: f"git+{folder.as_uri()}",
}
PLACES = {
    "a checkout": ("kit", "--quiet"),
    "a bare repository": ("kit.git", "--bare"),
    "a path with a space": ("our kit", "--quiet"),
    "a path with signs that a URL has a use for": ("kit@1#50%20", "--quiet"),
}


@pytest.fixture
def place(kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Clone the kit into a place of its own, and work in the folder above."""
    # Copier keeps what it fetches by URL for all templates of a user.
    monkeypatch.setenv("COPIER_CACHE_DIR", str(tmp_path / "cache"))

    def cloned(where: str) -> Path:
        name, option = PLACES[where]
        git(tmp_path, "clone", "--quiet", option, str(kit.path), name)
        monkeypatch.chdir(tmp_path)
        return tmp_path / name

    return cloned


def at_head(where: str) -> str:
    """The newest commit. At HEAD itself, Copier looks for uncommitted changes, and a bare repository refuses."""
    return "main" if where == "a bare repository" else "HEAD"


def move_past_the_tag(repository: Path) -> str:
    """Add a commit, and give it."""
    tree = git(repository, "rev-parse", "HEAD^{tree}")
    commit = git(repository, "commit-tree", tree, "-p", "HEAD", "-m", "Later")
    git(repository, "update-ref", "HEAD", commit)
    return commit


def assert_resolved(pins: Pins, commit: str, workspace: Path) -> None:
    """Every pin names this commit, and what it names is there, seen from the URLs that the repository holds."""
    for number, url in enumerate({pins.hooks_url, pins.requirement_url}):
        fetched = workspace / f"fetched-{number}"
        git(workspace, "clone", "--quiet", "--bare", url, str(fetched))
        assert {git(fetched, "rev-parse", f"{ref}^{{commit}}") for ref in pins.refs} == {commit}
        for called in pins.workflows:
            workflow = called.partition("/.github/")[2]
            git(fetched, "cat-file", "-e", f"{pins.workflow_ref}:.github/{workflow}")
        defined = yaml.safe_load(git(fetched, "show", f"{pins.hooks_ref}:.pre-commit-hooks.yaml"))
        assert set(pins.hooks) <= {hook["id"] for hook in defined}


@pytest.mark.parametrize("where", list(PLACES))
@pytest.mark.parametrize("how", list(SOURCES))
def test_a_kit_on_a_tag_is_pinned_to_the_tag(
    place: Callable[[str], Path], render: Render, tmp_path: Path, how: str, where: str
) -> None:
    source = place(where)
    tag = git(source, "tag")

    pins = pins_of(render(tmp_path / "repo", source=SOURCES[how](source)))

    assert pins.refs == {tag}
    assert git(tmp_path, "ls-remote", pins.hooks_url, f"refs/tags/{tag}")
    assert_resolved(pins, git(source, "rev-parse", "HEAD"), tmp_path)


@pytest.mark.parametrize("where", list(PLACES))
@pytest.mark.parametrize("how", list(SOURCES))
def test_a_kit_past_its_tag_is_pinned_to_the_commit(
    place: Callable[[str], Path], render: Render, tmp_path: Path, how: str, where: str
) -> None:
    source = place(where)
    commit = move_past_the_tag(source)

    pins = pins_of(render(tmp_path / "repo", source=SOURCES[how](source), ref=at_head(where)))

    assert pins.refs == {commit}
    assert_resolved(pins, commit, tmp_path)


@pytest.mark.parametrize("how", list(SOURCES))
def test_a_kit_without_a_tag_is_pinned_to_the_commit(
    place: Callable[[str], Path], render: Render, kit: Kit, tmp_path: Path, how: str
) -> None:
    source = place("a checkout")
    git(source, "tag", "--delete", kit.tag)

    pins = pins_of(render(tmp_path / "repo", source=SOURCES[how](source)))

    [ref] = pins.refs
    assert COMMIT.fullmatch(ref)
    assert_resolved(pins, git(source, "rev-parse", "HEAD"), tmp_path)


@pytest.mark.parametrize("how", list(SOURCES))
def test_the_recorded_source_and_version_render_the_same_again_from_anywhere(
    place: Callable[[str], Path], render: Render, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    source = place("a path with a space")
    repo = render(tmp_path / "repo", source=SOURCES[how](source))
    pins = pins_of(repo)
    move_past_the_tag(source)
    monkeypatch.chdir("/")

    again = render(tmp_path / "again", source=pins.source, ref=pins.recorded)

    assert contents(again) == contents(repo)


@pytest.mark.parametrize("where", list(PLACES))
def test_the_requirement_resolves(place: Callable[[str], Path], render: Render, tmp_path: Path, where: str) -> None:
    source = place(where)
    commit = move_past_the_tag(source)
    requirement = pins_of(render(tmp_path / "repo", source=str(source), ref=at_head(where))).requirement

    answer = subprocess.run(
        ["uv", "pip", "compile", "--quiet", "--no-deps", "--no-annotate", "--no-header", "-"],
        input=requirement,
        env={name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip() == f"modelwright @ git+{source.as_uri()}@{commit}"


@pytest.mark.parametrize(
    "broken",
    [
        {"hooks_ref": "v9.9.9"},
        {"workflow_ref": "main~1"},
        {"workflows": ("org/kit/.github/workflows/nothing.yml",)},
        {"hooks": ("ruff-check", "nothing")},
        {"hooks_url": "file:///nothing"},
    ],
)
def test_a_pin_that_does_not_resolve_is_seen(
    place: Callable[[str], Path], render: Render, tmp_path: Path, broken: dict[str, Any]
) -> None:
    source = place("a checkout")
    pins = pins_of(render(tmp_path / "repo", source=str(source)))

    with pytest.raises(AssertionError):
        assert_resolved(pins._replace(**broken), git(source, "rev-parse", "HEAD"), tmp_path)


def derived(name: str, **known: object) -> str:
    """A derived value of `copier.yml`."""
    return environment().from_string(QUESTIONS[name]["default"]).render(**known)


@pytest.mark.parametrize(
    ("source", "url", "slug"),
    [
        ("gh:org/kit", "https://github.com/org/kit.git", "org/kit"),
        ("gh:org/kit.git", "https://github.com/org/kit.git", "org/kit"),
        ("gl:org/kit", "https://gitlab.com/org/kit.git", "org/kit"),
        ("gl:org/group/kit", "https://gitlab.com/org/group/kit.git", "org/group/kit"),
        ("https://github.com/org/kit.git", "https://github.com/org/kit.git", "org/kit"),
        ("https://ghe.example.com/org/kit", "https://ghe.example.com/org/kit", "org/kit"),
        ("https://ghe.example.com/org/kit/", "https://ghe.example.com/org/kit/", "org/kit"),
        ("git+https://ghe.example.com/org/kit.git", "https://ghe.example.com/org/kit.git", "org/kit"),
        ("git@github.com:org/kit.git", "ssh://git@github.com/org/kit.git", "org/kit"),
        ("git+git@github.com:org/kit.git", "ssh://git@github.com/org/kit.git", "org/kit"),
        ("deploy@git.example.com:org/kit.git", "ssh://deploy@git.example.com/org/kit.git", "org/kit"),
        ("ssh://git@ghe.example.com:2222/org/kit.git", "ssh://git@ghe.example.com:2222/org/kit.git", "org/kit"),
        ("git+ssh://git@ghe.example.com/org/kit.git", "ssh://git@ghe.example.com/org/kit.git", "org/kit"),
        ("/srv/kit", "file:///srv/kit", "modelwright/modelwright"),
        ("/srv/our kits/kit", "file:///srv/our%20kits/kit", "modelwright/modelwright"),
        ("git+file:///srv/kit.git", "file:///srv/kit.git", "modelwright/modelwright"),
    ],
)
def test_a_source_has_a_url_and_a_name_on_its_host(source: str, url: str, slug: str) -> None:
    kit_source = derived("kit_source", _copier_answers={"_src_path": source})
    kit_url = derived("kit_url", kit_source=kit_source)

    assert kit_source == source
    assert kit_url == url
    assert derived("kit_slug", kit_url=kit_url) == slug


def test_a_path_of_windows_becomes_a_url() -> None:
    assert derived("kit_url", kit_source=r"C:\dev\our kit") == "file:///C:/dev/our%20kit"


def test_a_path_is_recorded_so_that_it_is_found_from_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    for source in ("kit", "./kit", "../" + tmp_path.name + "/kit", "~/kit"):
        assert derived("kit_source", _copier_answers={"_src_path": source}) == str(tmp_path.resolve() / "kit")


@pytest.mark.parametrize("tag", ["v1.0.0", "v0.12.3", "v1.0.0rc1"])
def test_a_tag_is_a_version(tag: str) -> None:
    assert derived("kit_ref", _copier_answers={"_commit": tag}, _copier_conf={"vcs_ref_hash": "0" * 40}) == tag


@pytest.mark.parametrize("described", ["v1.0.0-3-g1234abc", "1234abc", "latest", "v1"])
def test_what_moves_or_is_shortened_is_no_version(described: str) -> None:
    assert (
        derived("kit_ref", _copier_answers={"_commit": described}, _copier_conf={"vcs_ref_hash": "0" * 40}) == "0" * 40
    )
