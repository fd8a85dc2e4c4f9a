"""Settings that were chosen on the holdout are named."""

from pathlib import Path

import numpy as np

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.leaks.tuned import optimism, tuned
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evidence import Fingerprints, Training, Trial, write_evidence
from modelwright.fingerprints import file_digest
from tests.evaluation.grounds import rows, small


def recorded(ground: Ground, trials: tuple[Trial, ...]) -> Ground:
    """The ground with the evidence of its training beside it."""
    ground.repo.model_path.parent.mkdir(exist_ok=True)
    ground.repo.model_path.write_bytes(b"model")
    digest = file_digest(ground.repo.model_path)
    chosen = trials[0].parameters
    evidence = Training(None, Fingerprints("d", "s", "c"), {}, 1, 1, "e", "roc_auc", trials, chosen, digest)
    write_evidence(ground.repo.evidence_path("training"), evidence)
    return ground


def fold_scores(ground: Ground) -> tuple[float, ...]:
    from sklearn.model_selection import cross_val_score

    from modelwright.data.folds import folds

    X, y = ground.training[ground.spec.features.names], ground.training[ground.spec.data.target]
    return tuple(cross_val_score(ground.model, X, y, cv=folds(ground.spec, ground.training), scoring="roc_auc"))


def test_settings_that_were_chosen_on_folds_are_found_again(tmp_path: Path) -> None:
    ground = small(tmp_path)
    scores = fold_scores(ground)
    worse = tuple(one - 0.01 for one in scores)

    found = tuned(recorded(ground, (Trial({"C": 1}, scores), Trial({"C": 2}, worse))))

    assert found is not None
    assert (found.trials, found.best) == (2, True)
    assert found.deviation is not None
    assert found.deviation < 1e-5


def test_settings_that_were_chosen_on_the_holdout_are_not(tmp_path: Path) -> None:
    ground = small(tmp_path)
    scores = fold_scores(ground)
    holdout = float(METRICS["roc_auc"].compute(ground.scored["model"], np.ones((1, len(ground.holdout))))[0])
    better = tuple(one + 0.01 for one in scores)

    by_holdout = tuned(recorded(ground, (Trial({"C": 1}, (holdout,) * 3), Trial({"C": 2}, (0.5,) * 3))))
    not_the_best = tuned(recorded(ground, (Trial({"C": 1}, scores), Trial({"C": 2}, better))))
    once = tuned(recorded(ground, (Trial({"C": 1}, (holdout,)),)))

    assert by_holdout is not None
    assert by_holdout.deviation is not None
    assert by_holdout.deviation > 1e-3
    assert not_the_best is not None
    assert not not_the_best.best
    assert once is not None
    assert (once.deviation, once.why_not) == (None, "")


def test_the_record_of_another_model_says_nothing(tmp_path: Path) -> None:
    ground = recorded(small(tmp_path), (Trial({}, (0.8,) * 3),))
    ground.repo.model_path.write_bytes(b"another")

    assert tuned(ground) is None


def test_a_holdout_of_easy_rows_is_named_and_one_of_others_is_not(tmp_path: Path) -> None:
    ground = small(tmp_path, rows(6000))
    easy = object.__new__(Ground)
    easy.__dict__.update(ground.__dict__)
    scored = ground.scored["model"]
    right = np.abs(scored.scores - scored.truth) < 0.5
    chosen = right | (np.arange(len(right)) % 4 == 0)
    some = {name: Scored(one.truth[chosen], one.scores[chosen]) for name, one in ground.scored.items()}
    easy.__dict__.update(scored=some, holdout=ground.holdout[chosen])

    honest, named = optimism(ground), optimism(easy)

    assert honest is not None
    assert honest.share.low < 0.05
    assert named is not None
    assert named.share.low > 0.05
