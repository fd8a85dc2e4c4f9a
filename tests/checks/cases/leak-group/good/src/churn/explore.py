"""Is a forest worth it?"""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GroupKFold, cross_val_score, train_test_split

df = pd.read_parquet("data/churn.parquet")
known, held_out = train_test_split(df["household"].unique(), random_state=7)
train, test = df[df["household"].isin(known)], df[df["household"].isin(held_out)]

model = RandomForestClassifier(random_state=7).fit(train[["age", "visits"]], train["left"])
print(model.score(test[["age", "visits"]], test["left"]))

folds = GroupKFold(5)
print(cross_val_score(model, train[["age", "visits"]], train["left"], cv=folds, groups=train["household"]))
