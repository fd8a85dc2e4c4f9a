"""An update of a repository that was lived in conflicts nowhere and loses no edit.

The releases are synthetic (`releases.py`), the year between them too (`lived_in.py`); git and Copier are real.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from modelwright.checks import pin_disagreement
from modelwright.repo import Repo

from tests.repos import commit_all, git, once, run
from tests.template.edits import add, merge_flaws, swap
from tests.template.lived_in import live
from tests.template.ownership import owner
from tests.template.releases import FIRST, NEWEST, SECOND, commit, release, tag_all
from tests.template.updating import (
    ANSWERS,
    COPIER,
    DESCRIPTION,
    TEAM,
    Story,
    conflicts,
    copy,
    duplicate,
    files,
    tell,
    update,
)

EVERY_HOST = pytest.mark.parametrize("code_host", ANSWERS)
Tell = Callable[[str], Story]
EXCLUDED = " _copier_operation == 'update' else '' }}\"\n"


@pytest.fixture(scope="session")
def releases(shared: Path) -> Path:
    """The kit with three releases."""
    return once(shared / "releases", release)


@pytest.fixture(scope="session")
def story(shared: Path, releases: Path) -> Tell:
    """The story of a model repo on a code host."""

    def of(code_host: str) -> Story:
        folder = shared / f"story-{code_host}"
        return Story(once(folder, lambda draft: tell(draft, releases, code_host)))

    return of


def disagreements(repo: Path) -> list[str]:
    return [str(finding) for finding in pin_disagreement.check(Repo(repo))]


@EVERY_HOST
def test_an_update_of_a_repository_that_was_lived_in_leaves_no_conflict(story: Tell, code_host: str) -> None:
    assert conflicts(story(code_host).updated) == []


@EVERY_HOST
def test_a_merged_file_has_every_line_of_the_team_and_every_line_of_the_kit(story: Tell, code_host: str) -> None:
    states = story(code_host)
    generated, lived, fresh, updated = map(files, (states.generated, states.lived, states.fresh, states.updated))
    merged = [path for path in generated.keys() | lived.keys() | fresh.keys() if owner(path) == "merged"]
    flaws = {
        path: merge_flaws(*(state.get(path, b"").decode() for state in (generated, lived, fresh, updated)))
        for path in merged
    }
    assert {path: found for path, found in flaws.items() if found} == {}


@EVERY_HOST
def test_team_files_are_left_byte_for_byte(story: Tell, code_host: str) -> None:
    lived, updated = files(story(code_host).lived), files(story(code_host).updated)
    teams = {path for path in lived.keys() | updated.keys() if owner(path) == "team"}
    assert {path: updated.get(path) for path in teams} == {path: lived.get(path) for path in teams}


@EVERY_HOST
def test_standard_files_are_those_of_a_fresh_repository(story: Tell, code_host: str) -> None:
    fresh, updated = files(story(code_host).fresh), files(story(code_host).updated)
    standard = {path for path in fresh if owner(path) == "standard"}
    assert {path: updated.get(path) for path in standard} == {path: fresh[path] for path in standard}
    assert not (story(code_host).updated / ".github" / "workflows" / "lint.yml").exists()


@EVERY_HOST
def test_what_was_merged_means_what_both_sides_meant(story: Tell, code_host: str) -> None:
    updated = story(code_host).updated
    project = tomllib.loads((updated / "pyproject.toml").read_text(encoding="utf-8"))
    requirements, groups = project["project"]["dependencies"], project["dependency-groups"]
    assert {"aiofiles>=25", "pandas>=3.0.9", "requests>=2.32", "zstandard>=0.25"} <= {*requirements}
    assert {"hypothesis>=6.150", "pytest>=9.0.9", "vulture>=2.14"} <= {*groups["dev"]}
    assert groups["notebooks"] == ["jupyterlab>=4.5"]
    assert groups["kit"][0].endswith(f"@{NEWEST}")
    assert {"D", "PIE"} <= {*project["tool"]["ruff"]["lint"]["select"]}
    assert "coverage" not in project["tool"]
    assert len(project["tool"]["mypy"]["overrides"]) == 2
    site = yaml.safe_load((updated / "mkdocs.yml").read_text(encoding="utf-8"))
    pages = [name for entry in site["nav"] for name in entry]
    assert pages[:5] == ["Summary", "Model card", "Glossary", "Evaluation", "Data"]
    assert pages[-1] == "Überblick"
    assert site["plugins"] == ["search", "modelwright", "offline", "tags"]


@EVERY_HOST
def test_all_pins_move_together_and_answers_stay(story: Tell, code_host: str) -> None:
    assert disagreements(story(code_host).lived), "the bots moved pins, and the check must see it"
    updated = story(code_host).updated
    assert disagreements(updated) == []
    answers = yaml.safe_load((updated / ".copier-answers.yml").read_text(encoding="utf-8"))
    before = yaml.safe_load((story(code_host).lived / ".copier-answers.yml").read_text(encoding="utf-8"))
    assert answers == {**before, "_commit": NEWEST}
    assert (answers["description"], answers["team"]) == (DESCRIPTION, TEAM)


@EVERY_HOST
def test_a_pristine_repository_ends_as_a_fresh_one_but_for_team_files(story: Tell, code_host: str) -> None:
    states = story(code_host)
    generated, fresh, pristine = files(states.generated), files(states.fresh), files(states.pristine)
    expected = {path: content for path, content in generated.items() if owner(path) == "team"}
    expected |= {path: content for path, content in fresh.items() if owner(path) != "team"}
    assert pristine == expected


def test_a_pristine_repository_ends_as_a_fresh_one_where_the_release_left_team_files_alone(
    releases: Path, story: Tell, tmp_path: Path
) -> None:
    repo = commit_all(copy(releases, tmp_path / "repo", "github", ref=SECOND))
    assert files(update(repo)) == files(story("github").fresh)


def test_a_repository_that_skips_a_release_ends_as_one_that_took_it(story: Tell, tmp_path: Path) -> None:
    repo = duplicate(story("github").lived, tmp_path / "repo")
    commit_all(update(repo, f"--vcs-ref={SECOND}"), SECOND)
    assert disagreements(repo) == []
    assert files(update(repo)) == files(story("github").updated)


def test_a_second_update_changes_nothing(story: Tell, tmp_path: Path) -> None:
    repo = commit_all(duplicate(story("github").updated, tmp_path / "repo"), NEWEST)
    assert git(update(repo), "status", "--porcelain") == ""


def test_an_update_restores_the_standard_and_respects_what_was_deleted(story: Tell, tmp_path: Path) -> None:
    fresh = files(story("github").fresh)
    repo = duplicate(story("github").generated, tmp_path / "repo")
    add(repo / ".pre-commit-config.yaml", "# An edit by hand.\n")
    add(repo / ".github" / "workflows" / "lint.yml", "# An edit of a file that the next release drops.\n")
    add(repo / ".github" / "workflows" / "own.yml", "name: Own\n")
    (repo / ".github" / "workflows" / "quality.yml").unlink()
    (repo / ".gitignore").unlink()
    (repo / "README.md").unlink()
    commit_all(repo, "Careless")
    update(repo)
    after = files(repo)
    assert conflicts(repo) == []
    for path in (".pre-commit-config.yaml", ".github/workflows/quality.yml"):
        assert after[path] == fresh[path], "the standard's: an edit goes, and a deleted file comes back"
    assert after[".github/workflows/own.yml"] == b"name: Own\n"
    assert not {".github/workflows/lint.yml", ".gitignore", "README.md"} & after.keys()


def test_uncommitted_work_is_not_put_at_risk(story: Tell, tmp_path: Path) -> None:
    repo = duplicate(story("github").lived, tmp_path / "repo")
    add(repo / "README.md", "\nNot committed yet.\n")
    before = files(repo)
    answer = run(repo, COPIER, "update", "--defaults")
    assert answer.returncode == 1
    assert "commit or stash" in answer.stderr
    assert files(repo) == before


def test_a_kit_that_is_fetched_by_its_url_updates_the_same_way(
    releases: Path, story: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Copier keeps what it fetches by URL, and this URL is never seen again.
    monkeypatch.setenv("COPIER_CACHE_DIR", str(tmp_path / "cache"))
    source = f"git+{releases.as_uri()}"
    repo = commit_all(copy(source, tmp_path / "repo", "github", ref=FIRST))
    updated = files(update(repo))
    answers = updated.pop(".copier-answers.yml").decode()
    assert f'_src_path: "{source}"\n' in answers
    expected = files(story("github").pristine)
    del expected[".copier-answers.yml"]
    assert updated == expected


def test_an_untagged_commit_is_reached_and_left_again(releases: Path, story: Tell, tmp_path: Path) -> None:
    kit = tmp_path / "kit"
    git(tmp_path, "clone", "--quiet", str(releases), str(kit))
    repo = commit_all(copy(kit, tmp_path / "repo", "github", ref=FIRST))
    live(repo, code_host="github")
    commit_all(repo, "A year's work")
    for change in ("checks.yml", "gates.yml"):
        add(kit / "template" / ".modelwright" / change, f"# {change}\n")
        hash_ = commit(kit, change)
        update(repo, "--vcs-ref=HEAD")
        assert conflicts(repo) == []
        assert disagreements(repo) == []
        assert f"_commit: {hash_}\n" in (repo / ".copier-answers.yml").read_text(encoding="utf-8")
        assert (repo / ".modelwright" / change).is_file()
        commit_all(repo, change)
    own = {path for path in files(story("github").updated) if owner(path) == "team"}
    assert {path for path in files(repo) if owner(path) == "team"} == own


Update = Callable[..., Path]


@pytest.fixture
def updated_after(releases: Path, tmp_path: Path) -> Update:
    """A repository that was lived in and updated, where some releases of the kit were others."""

    def change(edit: Callable[[Path], None], *tags: str) -> Path:
        kit = tmp_path / "kit"
        git(tmp_path, "clone", "--quiet", str(releases), str(kit))
        for tag in tags:
            git(kit, "checkout", "--quiet", tag)
            edit(kit)
            tag_all(kit, tag)
        repo = commit_all(copy(kit, tmp_path / "repo", "github", ref=FIRST))
        live(repo, code_host="github")
        add(repo / ".editorconfig", "# A line of the team's.\n")
        commit_all(repo, "A year's work")
        return update(repo)

    return change


def without(word: str) -> Callable[[Path], None]:
    """Take the entries that hold a word from the lists of `copier.yml`."""

    def edit(kit: Path) -> None:
        settings = kit / "copier.yml"
        lines = settings.read_text(encoding="utf-8").splitlines()
        kept = ['  - ""' if line.startswith('  - "') and word in line else line for line in lines]
        assert kept != lines
        settings.write_text("\n".join(kept) + "\n", encoding="utf-8")

    return edit


def test_without_the_list_of_standard_files_the_bots_cause_conflicts(updated_after: Update) -> None:
    repo = updated_after(without("_copier_phase"), NEWEST)
    assert {".github/workflows/quality.yml", ".pre-commit-config.yaml"} <= {*conflicts(repo)}


def test_without_the_list_of_team_files_edits_conflict_and_deleted_files_return(updated_after: Update) -> None:
    repo = updated_after(without("_copier_operation"), NEWEST)
    assert "README.md" in conflicts(repo)
    assert (repo / "tests" / "test_data.py").is_file()


def test_a_pin_of_the_kit_in_the_last_group_conflicts_with_the_next_group(updated_after: Update) -> None:
    """Uv adds a group below the last one, where the line that every release moves must not be."""

    def move_pin(kit: Path) -> None:
        project = kit / "template" / "pyproject.toml.jinja"
        text = project.read_text(encoding="utf-8")
        (pin,) = (line for line in text.splitlines(keepends=True) if line.startswith("kit = "))
        project.write_text(text.replace(pin, "").replace("\n[tool.uv]\n", f"{pin}\n[tool.uv]\n"), encoding="utf-8")

    repo = updated_after(move_pin, FIRST, NEWEST)
    assert "pyproject.toml" in conflicts(repo)
    found = run(repo, "git", "diff", "--check")
    assert found.returncode != 0
    assert "pyproject.toml" in found.stdout


def test_a_merged_file_that_a_release_drops_can_be_left_to_teams(updated_after: Update) -> None:
    def hand_over(kit: Path) -> None:
        entry = "  - \"{{ '/README.md' if"
        swap(kit / "copier.yml", entry, entry.replace("README.md", ".editorconfig") + EXCLUDED + entry)

    repo = updated_after(hand_over, NEWEST)
    assert conflicts(repo) == []
    assert (repo / ".editorconfig").read_text(encoding="utf-8") == "root = true\n# A line of the team's.\n"


def test_a_line_that_is_lost_or_invented_is_a_flaw() -> None:
    assert merge_flaws("a\nb\n", "a\nb\nteam\n", "kit\nb\n", "kit\nb\nteam\n") == []
    assert merge_flaws("a\nb\n", "a\nb\nteam\n", "kit\nb\n", "kit\nb\n") == ["'team' occurs 0 times"]
    assert merge_flaws("a\nb\n", "a\nb\nteam\n", "kit\nb\n", "a\nb\nteam\n") == [
        "'a' occurs 1 times",
        "'kit' occurs 0 times",
    ]
