"""How many trees, and how deep?"""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV, train_test_split
from xgboost import XGBClassifier

df = pd.read_csv("data/churn.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns=["left"]), df["left"], random_state=7)

search = GridSearchCV(RandomForestClassifier(random_state=7), {"max_depth": [2, 4, 8, 16]}).fit(X_train, y_train)
print(search.best_params_, search.score(X_test, y_test))

X_fit, X_val, y_fit, y_val = train_test_split(X_train, y_train, random_state=7)
boosted = XGBClassifier(n_estimators=1000, early_stopping_rounds=20, random_state=7)
boosted.fit(X_fit, y_fit, eval_set=[(X_val, y_val)])
print(boosted.score(X_test, y_test))
