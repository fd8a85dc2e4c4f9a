"""The built site is whole, and loads nothing from elsewhere."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.links import Page, dead, pages, remote
from tests.repos import ROOT, once

SOURCES = ("docs", "mkdocs.yml", "CONTRIBUTING.md", "CHANGELOG.md")


def build(folder: Path, site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(shared: Path) -> Path:
    """The site, built strictly."""

    def built(folder: Path) -> None:
        answer = build(ROOT, folder)
        assert answer.returncode == 0, answer.stderr

    return once(shared / "site", built)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the sources, to be broken."""
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, tmp_path / name)
    return tmp_path


def test_every_link_leads_somewhere(site: Path) -> None:
    assert len(pages(site)) > 15
    assert sorted(dead(site)) == []


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    assert sorted(remote(site)) == []


def test_no_diagram_asks_the_theme_to_load_a_library_from_elsewhere(site: Path) -> None:
    assert [one.path.name for one in pages(site) if 'class="mermaid"' in one.path.read_text(encoding="utf-8")] == []


def test_the_generator_is_not_part_of_the_site(site: Path) -> None:
    assert [path for path in site.rglob("*") if path.suffix in {".py", ".pyc"} or path.name == "__pycache__"] == []


def test_search_works_in_a_page_that_is_opened_from_a_disk(site: Path) -> None:
    index = (site / "index.html").read_text(encoding="utf-8")

    assert "assets/iframe-worker.js" in index
    assert (site / "search" / "search_index.js").read_text(encoding="utf-8").startswith("var __index = {")


def test_every_page_of_a_check_is_in_the_navigation(site: Path) -> None:
    listed = Page(site / "reference" / "checks" / "index.html").links
    checks = {path.stem for path in (ROOT / "docs" / "reference" / "checks").glob("*.md")} - {"index"}

    assert checks
    for check in checks:
        # Once in the table of the page, and once beside it.
        assert listed.count(f"{check}.html") >= 2


@pytest.mark.parametrize(
    "addition",
    ["[nowhere](nowhere.md)", "[nowhere](design.md#nowhere)", '--8<-- "nowhere.md"', "[nowhere](/reference/cli.html)"],
)
def test_a_link_that_leads_nowhere_stops_the_build(sources: Path, tmp_path: Path, addition: str) -> None:
    with (sources / "docs" / "glossary.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{addition}\n")

    assert build(sources, tmp_path / "site").returncode != 0


def test_a_page_that_the_navigation_forgets_stops_the_build(sources: Path, tmp_path: Path) -> None:
    (sources / "docs" / "forgotten.md").write_text("# Forgotten\n", encoding="utf-8")

    answer = build(sources, tmp_path / "site")

    assert answer.returncode != 0
    assert "forgotten.md" in answer.stderr


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "there.html").write_text('<h1 id="here">There</h1>', encoding="utf-8")
    (tmp_path / "index.html").write_text(
        '<a href="there.html#here">1</a><a href="there.html#gone">2</a><a href="gone.html">3</a><img src="gone.svg">',
        encoding="utf-8",
    )

    assert sorted(dead(tmp_path)) == ["index.html: gone.html", "index.html: gone.svg", "index.html: there.html#gone"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index.html", '<script src="https://cdn.example/x.js"></script>'),
        ("index.html", '<link rel="stylesheet" href="//fonts.example/css">'),
        ("index.html", '<link rel="preconnect" href="https://fonts.example">'),
        ("index.html", '<img src="http://pixel.example/x.png">'),
        ("style.css", '@import "https://fonts.example/css";'),
        ("style.css", "a { background: url(https://pixel.example/x.png) }"),
    ],
)
def test_what_is_loaded_from_elsewhere_is_found(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")

    assert len(list(remote(tmp_path))) == 1


def test_a_link_that_somebody_may_follow_loads_nothing(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="https://docs.example/">docs</a>', encoding="utf-8")

    assert list(remote(tmp_path)) == []
