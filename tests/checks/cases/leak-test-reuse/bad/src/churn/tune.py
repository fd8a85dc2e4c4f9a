"""How many trees, and how deep?"""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

df = pd.read_csv("data/churn.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns=["left"]), df["left"], random_state=7)

best_score, best_depth = 0.0, None
for depth in (2, 4, 8, 16):
    forest = RandomForestClassifier(max_depth=depth, random_state=7).fit(X_train, y_train)
    score = forest.score(X_test, y_test)
    if score > best_score:  # finding: the best of several scores on the test rows is chosen
        best_score, best_depth = score, depth
print(best_depth, best_score)

boosted = XGBClassifier(n_estimators=1000, early_stopping_rounds=20, random_state=7)
boosted.fit(X_train, y_train, eval_set=[(X_test, y_test)])  # finding: the training of XGBClassifier stops early on the test rows that it is measured on
print(boosted.score(X_test, y_test))
