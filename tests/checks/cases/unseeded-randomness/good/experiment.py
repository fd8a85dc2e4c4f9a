"""Compare two models."""

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_score, train_test_split


def compare(X, y, seed):
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=seed)
    folds = KFold(5, shuffle=True, random_state=seed)
    forest = RandomForestClassifier(n_estimators=200, random_state=seed)
    baseline = LogisticRegression(max_iter=1000)  # its default solver draws nothing
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(X_train))
    noisy = X_train[order] + rng.normal(size=X_train.shape)
    return [cross_val_score(model, noisy, y_train[order], cv=folds) for model in (forest, baseline)]
