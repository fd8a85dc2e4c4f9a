"""Who leaves: a first model."""

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("data/churn.csv")
df["age"] = df["age"].fillna(df["age"].median())  # finding: median is computed from rows that the split in line 13 holds out

X = StandardScaler().fit_transform(df[["age", "balance", "visits"]])  # finding: StandardScaler is fitted on rows that the split in line 13 holds out
X_train, X_test, y_train, y_test = train_test_split(X, df["left"], random_state=7)

model = LogisticRegression().fit(X_train, y_train)
print(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
