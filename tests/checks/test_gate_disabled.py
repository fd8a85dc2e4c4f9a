"""Every way to switch the gates off is found, and ordinary configuration is not."""

from pathlib import Path

import pytest

from tests.checks.gates import CHECK, GATES, TEMPLATE, facts
from tests.checks.model_repos import found, write
from tests.repos import ROOT

CONFTEST = (ROOT / "template/tests/conftest.py").read_text(encoding="utf-8")


def test_the_tests_of_the_template_are_fine(tmp_path: Path) -> None:
    assert facts(tmp_path, {"tests/conftest.py": CONFTEST, "src/churn/__init__.py": ""}) == []


def test_what_is_no_model_repo_may_skip_what_it_likes(tmp_path: Path) -> None:
    write(tmp_path, {GATES: "import pytest\npytest.skip('later')\n", "Makefile": "test:\n\tpytest || true\n"})

    assert found(CHECK, tmp_path) == []


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        ("@pytest.mark.skip\ndef test_a(): ...", "pytest.mark.skip switches evaluation tests off"),
        (
            "@pytest.mark.skipif(True, reason='x')\ndef test_a(): ...",
            "pytest.mark.skipif switches evaluation tests off",
        ),
        ("pytestmark = [pytest.mark.xfail]", "pytest.mark.xfail switches evaluation tests off"),
        ("x = pytest.param(1, marks=pytest.mark.xfail)", "pytest.mark.xfail switches evaluation tests off"),
        ("pytest.importorskip('xgboost')", "pytest.importorskip switches evaluation tests off"),
        ("def test_a():\n    pytest.skip('x')", "pytest.skip switches evaluation tests off"),
        ("from pytest import mark as m\n@m.skip\ndef test_a(): ...", "pytest.mark.skip switches evaluation tests off"),
        ("import unittest\n@unittest.skip('x')\nclass TestA: ...", "unittest.skip switches evaluation tests off"),
        ("class TestA:\n    def test_a(self): self.skipTest('x')", "skipTest switches evaluation tests off"),
    ],
)
def test_a_mark_that_switches_a_test_off_is_found(tmp_path: Path, code: str, fact: str) -> None:
    source = f"import pytest\n{code}\n"

    assert facts(tmp_path, {"tests/evaluation/test_controls.py": source}) == [fact]
    assert facts(tmp_path, {"tests/evaluation/test_controls.py": "", "tests/test_model.py": source}) == []


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("gates_of(Repo.find())", "gates_of(Repo.find())[:3]", "leaves gates out of gates_of"),
        (
            "gates_of(Repo.find())",
            '[one for one in gates_of(Repo.find()) if one != "beats-linear"]',
            "leaves gates out of gates_of",
        ),
        (
            "gates_of(Repo.find())",
            'filter(lambda one: "beats" not in one, gates_of(Repo.find()))',
            "leaves gates out of gates_of",
        ),
        ("gates_of(Repo.find())", 'set(gates_of(Repo.find())) - {"beats-linear"}', "leaves gates out of gates_of"),
        ("@pytest", "GATES = gates_of(Repo.find())\nSOME = GATES[1:]\n\n\n@pytest", "leaves gates out of gates_of"),
        (
            "def test_the_promise_is_kept",
            "def the_promise_is_kept",
            "the_promise_is_kept is not a name that pytest collects",
        ),
        (
            "assert verdict.kept, verdict.fact",
            "assert verdict",
            "test_the_promise_is_kept does not ask whether the promise is kept",
        ),
    ],
)
def test_a_list_of_gates_that_is_cut_is_found(tmp_path: Path, old: str, new: str, fact: str) -> None:
    assert old in TEMPLATE

    assert facts(tmp_path, {GATES: TEMPLATE.replace(old, new, 1)}) == [fact]


@pytest.mark.parametrize("listed", ["[one for one in gates_of(Repo.find())]", "sorted(gates_of(Repo.find()))", "GATES"])
def test_a_list_of_all_gates_may_be_written_in_other_ways(tmp_path: Path, listed: str) -> None:
    text = TEMPLATE.replace("@pytest", "GATES = gates_of(Repo.find())\n\n\n@pytest", 1)

    assert facts(tmp_path, {GATES: text.replace('"gate", gates_of(Repo.find())', f'"gate", {listed}')}) == []


def test_a_model_without_a_test_of_its_gates_is_found(tmp_path: Path) -> None:
    assert facts(tmp_path, {GATES: "def test_nothing(): ...\n"}) == []

    assert facts(tmp_path, {GATES: "def test_nothing(): ...\n", "src/churn/model.py": ""}) == [
        "no test asks for the gates: gates_of is not called under tests/"
    ]


@pytest.mark.parametrize(
    ("path", "code", "fact"),
    [
        ("tests/conftest.py", 'collect_ignore = ["evaluation"]', "collect_ignore leaves evaluation tests out"),
        (
            "conftest.py",
            'collect_ignore_glob = ["tests/evaluation/*"]',
            "collect_ignore_glob leaves evaluation tests out",
        ),
        ("tests/evaluation/conftest.py", 'collect_ignore = ["x.py"]', "collect_ignore leaves evaluation tests out"),
        (
            "tests/conftest.py",
            """\
            def pytest_collection_modifyitems(items):
                items[:] = [one for one in items if "evaluation" not in one.nodeid]
            """,
            "pytest_collection_modifyitems leaves evaluation tests out",
        ),
        (
            "tests/conftest.py",
            """\
            import pytest
            def pytest_collection_modifyitems(items):
                for one in items:
                    if "test_gates" in one.nodeid:
                        one.add_marker(pytest.mark.xfail)
            """,
            "pytest_collection_modifyitems leaves evaluation tests out",
        ),
        (
            "tests/conftest.py",
            """\
            def pytest_ignore_collect(collection_path):
                return "evaluation" in str(collection_path)
            """,
            "pytest_ignore_collect leaves evaluation tests out",
        ),
        (
            "tests/conftest.py",
            """\
            def pytest_sessionfinish(session):
                session.exitstatus = 0
            """,
            "sets the exit status of the tests to 0",
        ),
    ],
)
def test_a_conftest_that_drops_the_gates_is_found(tmp_path: Path, path: str, code: str, fact: str) -> None:
    assert facts(tmp_path, {path: code}) == [fact]


@pytest.mark.parametrize(
    "code",
    [
        'collect_ignore = ["setup.py"]',
        """\
        import pytest
        def pytest_collection_modifyitems(config, items):
            if not config.getoption("--slow"):
                for one in items:
                    if "slow" in one.keywords:
                        one.add_marker(pytest.mark.skip(reason="aggregates are slow"))
        """,
        """\
        def pytest_sessionfinish(session):
            session.exitstatus = 1
        """,
        """\
        def pytest_configure(config):
            config.addinivalue_line("markers", "evaluation: asks for the evidence")
        """,
    ],
)
def test_a_conftest_that_leaves_the_gates_alone_is_fine(tmp_path: Path, code: str) -> None:
    assert facts(tmp_path, {"tests/conftest.py": code}) == []
