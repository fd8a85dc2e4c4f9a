"""The site of a model loads nothing from elsewhere, whatever a suite says."""

from pathlib import Path

import pytest

from modelwright.evidence import Corruption, write_evidence
from modelwright.repo import Repo
from modelwright.reports.site import build_site
from tests.conftest import Render
from tests.docs.links import remote
from tests.reports.test_data_page import WITHIN, challenged, result, validated

ELSEWHERE = "![x](https://a.example/x.png) <img src='https://a.example/y.png'> <script src='//a.example/z.js'></script>"


@pytest.fixture(scope="module")
def site(render: Render, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a repo with evidence of its data, whose suite and corruptions hold what a browser would load."""
    repo = Repo(render(tmp_path_factory.mktemp("site") / "repo", task="binary"))
    odd = result("b", reason=ELSEWHERE, met=False, arguments={"value_set": [ELSEWHERE]}, error=ELSEWHERE)
    write_evidence(repo.evidence_path("validation"), validated(WITHIN, odd, why=ELSEWHERE))
    corrupted = challenged(Corruption("sign", "b", noticed=False, advice=ELSEWHERE))
    write_evidence(repo.evidence_path("challenge"), corrupted)
    return build_site(repo).parent


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    assert "a.example" in (site / "data.html").read_text(encoding="utf-8")
    assert sorted(remote(site)) == []


def test_a_page_that_does_is_found(site: Path, tmp_path: Path) -> None:
    text = (site / "data.html").read_text(encoding="utf-8")
    loads = '<img src="https://a.example/x.png"></body>'
    (tmp_path / "data.html").write_text(text.replace("</body>", loads), encoding="utf-8")

    assert [*remote(tmp_path)] == ["data.html: https://a.example/x.png"]


def test_the_page_of_the_data_holds_the_expectations_and_the_score(site: Path) -> None:
    text = (site / "data.html").read_text(encoding="utf-8")

    assert "between 0 and 1" in text
    assert "mutation score of 0.0%" in text
    assert "c0ffee" in text
