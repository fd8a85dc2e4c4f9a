"""*Bring your own data* is followed literally: its files are written and its commands run, in the order of the page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.repos import ROOT, Kit, git, run

PAGE = ROOT / "docs" / "bring-your-own-data.md"
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: title=\"(?P<path>[^\"]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def script(page: str) -> Iterator[str]:
    """The page as one shell script: a block with a title is a file, a console block is typed."""
    for block in BLOCK.finditer(page):
        if block["path"]:
            yield f"cat > {block['path']} <<'END OF FILE'\n{block['body']}END OF FILE\n"
        else:
            assert block["kind"] == "console", f"neither a file nor a command: {block[0]}"
            yield block["body"]


def test_the_page_takes_at_most_ten_steps() -> None:
    steps = re.findall(r"^## (\d+)\. ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert 1 < len(steps) <= 10


def test_the_page_leads_to_a_model_of_other_data(kit: Kit, tmp_path: Path) -> None:
    typed = "\n".join(script(PAGE.read_text(encoding="utf-8")))
    someone = {
        "KIT": str(kit.path),
        "GIT_AUTHOR_NAME": "Some One",
        "GIT_AUTHOR_EMAIL": "someone@example.com",
        "GIT_COMMITTER_NAME": "Some One",
        "GIT_COMMITTER_EMAIL": "someone@example.com",
    }

    answer = run(tmp_path, "bash", "-euo", "pipefail", "-c", typed, environment=someone, timeout=900)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "Verdict   accepted: " in answer.stderr
    repo = tmp_path / "tumours"
    assert git(repo, "status", "--porcelain") == ""
    assert "credit" not in (repo / "model.toml").read_text(encoding="utf-8")
    evaluation = json.loads((repo / "reports" / "evaluation.json").read_text(encoding="utf-8"))
    assert evaluation["holdout"]["rows"] + evaluation["holdout"]["training_rows"] == 569


def test_a_step_left_out_is_noticed(kit: Kit, tmp_path: Path) -> None:
    """Without the suite of step 5, the run of step 7 must fail: the test above would see a page that lacks a step."""
    steps = [step for step in script(PAGE.read_text(encoding="utf-8")) if "--propose" not in step]

    answer = run(tmp_path, "bash", "-euo", "pipefail", "-c", "\n".join(steps), environment={"KIT": str(kit.path)})

    assert answer.returncode == 2
    assert "expectations/tumours.json: no such suite" in answer.stderr
