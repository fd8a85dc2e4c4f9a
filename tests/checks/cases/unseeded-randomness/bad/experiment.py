"""Compare two models."""

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_score, train_test_split


def compare(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)  # finding: train_test_split is random, and gets no random_state
    folds = KFold(5, shuffle=True)  # finding: KFold is random, and gets no random_state
    forest = RandomForestClassifier(n_estimators=200, random_state=None)  # finding: RandomForestClassifier is random, and None is no random_state
    baseline = LogisticRegression(max_iter=1000)
    order = np.random.permutation(len(X_train))  # finding: numpy.random.permutation draws from a generator that no numpy.random.seed sets
    rng = np.random.default_rng()  # finding: numpy.random.default_rng is random, and gets no seed
    noisy = X_train[order] + rng.normal(size=X_train.shape)
    return [cross_val_score(model, noisy, y_train[order], cv=folds) for model in (forest, baseline)]
