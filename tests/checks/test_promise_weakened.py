"""Every way to promise less than the main branch is found, and none to promise more."""

from pathlib import Path

import pytest

from tests.checks.model_repos import SPEC, changed, found, write
from tests.repos import commit_all, git

CHECK = "promise-weakened"
BEFORE = changed(
    SPEC,
    ('risk = "minimal"', 'risk = "limited"\nstatus = "production"'),
    (
        "[features]",
        (
            'leaking = ["closed_on"]\nprotected = ["sex"]\npersonal = ["name"]\nk_anonymity = 5\n'
            'time = "opened_on"\nmax_age_days = 7\n\n[features]'
        ),
    ),
    ('"random"', '"random"\nseed = 7\nstratify = "churned"\ngroup = "household"\n\n[tuning]\ntrials = 20\nfolds = 5'),
    ('headline = "roc_auc"', 'headline = "roc_auc"\nmutation_score = 0.97'),
)
APPROVAL = '\n[[approvals]]\nof = "{}"\nby = "Ada Example"\non = 2026-03-02\n'


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with a spec on its main branch, and a branch of its own checked out."""
    commit_all(write(tmp_path / "repo", {"model.toml": BEFORE}))
    git(tmp_path / "repo", "switch", "--quiet", "--create", "change")
    return tmp_path / "repo"


def weaker(root: Path, spec: str) -> list[str]:
    write(root, {"model.toml": spec})
    return [line.partition(": ")[2] for line in found(CHECK, root)]


LOOSER = [
    ("at_least = 0.74", "at_least = 0.7", "promises.quality.roc_auc: loosened from at least 0.74 to at least 0.7"),
    ("at_most = 0.15", "at_most = 0.2", "promises.quality.brier_score: loosened from at most 0.15 to at most 0.2"),
    ("brier_score = { at_most = 0.15 }\n", "", "promises.quality.brier_score: removed; it was at most 0.15"),
    ("dummy = 0.1", "dummy = 0.05", "promises.margins.dummy: loosened from 0.1 to 0.05"),
    ("linear = 0.01", "linear = -0.01", "promises.margins.linear: loosened from 0.01 to -0.01"),
    ('"roc_auc"', '"roc_auc"\nconfidence = 0.9', "promises.confidence: lowered from 0.95 to 0.9"),
    ('"roc_auc"', '"roc_auc"\nsingle_feature = 0.99', "promises.single_feature: raised from 0.95 to 0.99"),
    (
        'headline = "roc_auc"',
        'headline = "average_precision"',
        "promises.headline: changed from roc_auc to average_precision, so the margins are of another",
    ),
    ("mutation_score = 0.97", "mutation_score = 0.9", "promises.mutation_score: lowered from 0.97 to 0.9"),
    ("mutation_score = 0.97\n", "", "promises.mutation_score: removed; it was 0.97"),
    ('"roc_auc"', '"roc_auc"\noverlap = 0.05', "promises.overlap: raised from 0.01 to 0.05"),
    ("k_anonymity = 5\n", "", "data.k_anonymity: removed; it was 5"),
    ("k_anonymity = 5", "k_anonymity = 3", "data.k_anonymity: lowered from 5 to 3"),
    ("max_age_days = 7", "max_age_days = 30", "data.max_age_days: raised from 7 to 30"),
    ('personal = ["name"]\n', "", "data.personal: 'name' is no longer listed"),
    ("trials = 20", "trials = 50", "tuning: the budget is raised from 20 trials over 5 folds to 50 over 5"),
    ("seed = 7", "seed = 7\nholdout = 0.1", "split.holdout: lowered from 0.2 to 0.1"),
    ('stratify = "churned"\n', "", "split.stratify: changed from 'churned' to None, which draws another holdout"),
    ("seed = 7", "seed = 8", "split.seed: changed from 7 to 8, which draws another holdout"),
    ('group = "household"\n', "", "split.group: changed from 'household' to None, which draws another holdout"),
    ('keys = ["customer"]\n', "", "data.keys: changed from ['customer'] to [], which draws another holdout"),
    ('leaking = ["closed_on"]\n', "", "data.leaking: 'closed_on' is no longer listed"),
    ('protected = ["sex"]\n', "", "data.protected: 'sex' is no longer listed"),
    ('risk = "limited"', 'risk = "minimal"', "model.risk: lowered from limited to minimal"),
    ('status = "production"\n', "", "model.status: changed from production to development"),
]
KEYS = {fact.partition(": ")[0] for _, _, fact in LOOSER}


@pytest.mark.parametrize(("old", "new", "fact"), LOOSER)
def test_what_is_loosened_is_said_from_what_to_what(repo: Path, old: str, new: str, fact: str) -> None:
    assert weaker(repo, BEFORE) == []

    assert weaker(repo, changed(BEFORE, (old, new))) == [fact]


@pytest.mark.parametrize(("old", "new", "fact"), LOOSER)
def test_an_approval_of_the_key_lifts_it_and_one_of_another_does_not(repo: Path, old: str, new: str, fact: str) -> None:
    key = fact.partition(": ")[0]
    spec = changed(BEFORE, (old, new))

    assert weaker(repo, spec + APPROVAL.format(key)) == []
    assert weaker(repo, spec + APPROVAL.format(min(KEYS - {key}))) == [fact]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least = 0.74", "at_least = 0.75"),
        ("at_most = 0.15", "at_most = 0.1"),
        ("roc_auc = {", "average_precision = { at_least = 0.4 }\nroc_auc = {"),
        ("linear = 0.01", "linear = 0.02"),
        ('"roc_auc"', '"roc_auc"\nconfidence = 0.99'),
        ('"roc_auc"', '"roc_auc"\nsingle_feature = 0.9'),
        ("trials = 20", "trials = 10"),
        ("seed = 7", "seed = 7\nholdout = 0.3"),
        ('leaking = ["closed_on"]', 'leaking = ["closed_on", "refund"]'),
        ('risk = "limited"', 'risk = "high"'),
        ('outcome = "leaves"', 'outcome = "leaves within a month"'),
    ],
)
def test_to_promise_more_is_fine(repo: Path, old: str, new: str) -> None:
    assert weaker(repo, changed(BEFORE, (old, new))) == []


def test_an_approval_that_was_there_before_was_given_for_something_else(repo: Path) -> None:
    approved = BEFORE + APPROVAL.format("promises.quality.roc_auc")
    git(repo, "switch", "--quiet", "main")
    commit_all(write(repo, {"model.toml": approved}))
    git(repo, "switch", "--quiet", "--create", "later")
    looser = changed(approved, ("at_least = 0.74", "at_least = 0.7"))

    assert len(weaker(repo, looser)) == 1
    again = APPROVAL.format("promises.quality.roc_auc").replace("2026-03-02", "2026-06-01")
    assert weaker(repo, looser + again) == []


def test_an_approval_is_a_record_that_stays(repo: Path) -> None:
    git(repo, "switch", "--quiet", "main")
    commit_all(write(repo, {"model.toml": BEFORE + APPROVAL.format("promises")}))

    assert weaker(repo, BEFORE) == ["approvals: that of promises by Ada Example was removed"]


def test_another_task_is_one_finding(repo: Path) -> None:
    spec = changed(
        BEFORE,
        ('task = "binary"', 'task = "multiclass"'),
        ("positive = true\n", ""),
        ('headline = "roc_auc"', 'headline = "log_loss"'),
        ("roc_auc = { at_least = 0.74 }\nbrier_score = { at_most = 0.15 }", "log_loss = { at_most = 1.0 }"),
    )

    assert weaker(repo, spec) == [
        "model.task: changed from binary to multiclass, so every promise is of something else"
    ]


def test_a_commit_on_the_branch_is_compared_with_where_it_left_the_main_one(repo: Path) -> None:
    commit_all(write(repo, {"model.toml": changed(BEFORE, ("at_least = 0.74", "at_least = 0.7"))}))
    commit_all(write(repo, {"README.md": "# Churn\n"}))

    assert len(found(CHECK, repo)) == 1


def test_what_the_main_branch_did_meanwhile_is_not_ours(repo: Path) -> None:
    git(repo, "switch", "--quiet", "main")
    commit_all(write(repo, {"model.toml": changed(BEFORE, ("at_least = 0.74", "at_least = 0.9"))}))
    git(repo, "switch", "--quiet", "change")

    assert found(CHECK, repo) == []


def test_on_the_main_branch_the_last_commit_counts(repo: Path) -> None:
    git(repo, "switch", "--quiet", "main")

    assert len(weaker(repo, changed(BEFORE, ("at_least = 0.74", "at_least = 0.7")))) == 1


def test_the_branch_of_a_clone_is_held_against_its_origin(repo: Path, tmp_path: Path) -> None:
    git(repo, "switch", "--quiet", "main")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repo), str(clone))
    commit_all(write(clone, {"model.toml": changed(BEFORE, ("at_least = 0.74", "at_least = 0.7"))}))

    assert len(found(CHECK, clone)) == 1


def test_a_clone_too_shallow_for_a_base_says_nothing(repo: Path, tmp_path: Path) -> None:
    commit_all(write(repo, {"model.toml": changed(BEFORE, ("at_least = 0.74", "at_least = 0.7"))}))
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=change", repo.as_uri(), str(clone))

    assert found(CHECK, clone) == []


def test_a_model_repo_inside_a_larger_repository_is_found(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"models/churn/model.toml": BEFORE}))
    git(tmp_path, "switch", "--quiet", "--create", "change")

    assert len(weaker(tmp_path / "models/churn", changed(BEFORE, ("at_least = 0.74", "at_least = 0.7")))) == 1


TABLES = "model = {{ name = 'm' }}\ndata = {}\nsplit = {}\npromises = {}\n"


@pytest.mark.parametrize(
    ("before", "facts"),
    [
        ("", []),
        ("not toml", []),
        ("promises = 3\napprovals = 7\nmodel = []", []),
        (TABLES.format("{ path = 'x' }", "{ seed = 7 }", "{ quality = 3, margins = [] }"), []),
        (TABLES.format("{ leaking = 'closed_on' }", "{ seed = 7 }", "{ quality = { roc_auc = 7 } }"), []),
        (
            TABLES.format("{ path = 'x' }", "{ seed = 7 }", "{ quality = { auc = { at_least = 1 } } }"),
            ["promises.quality.auc: removed; it was at least 1"],
        ),
        (TABLES.format("{ path = 'x' }", "{ seed = 7 }", "{ headline = 'roc_auc' }") + "[[approvals]]\nby = 3\n", []),
    ],
)
def test_a_spec_of_another_time_is_compared_as_far_as_it_goes(tmp_path: Path, before: str, facts: list[str]) -> None:
    commit_all(write(tmp_path, {"model.toml": before}))
    git(tmp_path, "switch", "--quiet", "--create", "change")

    assert weaker(tmp_path, BEFORE.replace("trials = 20\nfolds = 5", "")) == facts


def test_without_git_or_without_a_commit_nothing_is_said(tmp_path: Path) -> None:
    assert weaker(tmp_path, BEFORE) == []

    git(tmp_path, "init", "--quiet")
    assert weaker(tmp_path, BEFORE) == []


THEMES = """
[promises.champion]
margin = 0.01

[promises.slices]
columns = ["plan"]
behind = 0.05

[[promises.slices.declared]]
name = "new customers"
where = [{ column = "age", at_most = 1 }]
at_least = 0.7

[promises.behaviour.direction.more-calls]
reason = "Who calls is unhappy."
add = { calls = 1 }
must_not = "fall"
share = 0.9

[promises.decision]
values = { true_positive = 90, false_positive = -10 }
"""
LOOSER_THEMES = [
    ("margin = 0.01", "margin = 0.05", "promises.champion.margin: raised from 0.01 to 0.05"),
    ("margin = 0.01\n", "", "promises.champion.margin: removed; it was 0.01"),
    ("margin = 0.01", "margin = 0.01\nlost_rows = 0.5", "promises.champion.lost_rows: raised from 0.02 to 0.5"),
    ('columns = ["plan"]', "columns = []", "promises.slices.columns: 'plan' is no longer listed"),
    (
        "at_least = 0.7\n",
        "at_least = 0.6\n",
        "promises.slices.declared.new customers.at_least: lowered from 0.7 to 0.6",
    ),
    ('"new customers"', '"old customers"', "promises.slices.declared: 'new customers' is no longer listed"),
    (
        "at_most = 1 }",
        "at_most = 2 }",
        "promises.slices.declared.new customers.where: {'column': 'age', 'at_most': 1} is no longer listed",
    ),
    ("share = 0.9", "share = 0.8", "promises.behaviour.direction.more-calls.share: lowered from 0.9 to 0.8"),
    ("more-calls", "fewer-calls", "promises.behaviour.direction.more-calls: removed"),
    (
        'must_not = "fall"',
        'must_not = "rise"',
        "promises.behaviour.direction.more-calls.must_not: changed from 'fall' to 'rise'",
    ),
    ("true_positive = 90", "true_positive = 900", "promises.decision.values.true_positive: changed from 90 to 900"),
    ("[promises.champion]\nmargin = 0.01\n", "", "promises.champion: removed"),
    (
        "[promises.champion]",
        "[promises.leaks]\nsides = 0.9\n\n[promises.champion]",
        "promises.leaks.sides: raised from 0.6 to 0.9",
    ),
]


@pytest.fixture
def themed(tmp_path: Path) -> Path:
    """The same with promises of themes."""
    commit_all(write(tmp_path / "repo", {"model.toml": BEFORE + THEMES}))
    git(tmp_path / "repo", "switch", "--quiet", "--create", "change")
    return tmp_path / "repo"


@pytest.mark.parametrize(("old", "new", "fact"), LOOSER_THEMES)
def test_a_theme_that_promises_less_is_found(themed: Path, old: str, new: str, fact: str) -> None:
    assert weaker(themed, BEFORE + changed(THEMES, (old, new))) == [fact]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("margin = 0.01", "margin = 0.005"),
        ("share = 0.9", "share = 0.95"),
        ("behind = 0.05", "behind = 0.04"),
        ("[promises.champion]", "[promises.leaks]\nsides = 0.55\n\n[promises.champion]"),
        ("[promises.champion]", "[promises.privacy]\n\n[promises.champion]"),
    ],
)
def test_a_theme_that_promises_more_is_fine(themed: Path, old: str, new: str) -> None:
    assert weaker(themed, BEFORE + changed(THEMES, (old, new))) == []
