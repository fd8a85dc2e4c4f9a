"""Is a forest worth it?"""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import TimeSeriesSplit, cross_val_score, train_test_split

df = pd.read_parquet("data/churn.parquet").sort_values("month")
train, test = train_test_split(df, shuffle=False)

model = RandomForestClassifier(random_state=7).fit(train[["age", "visits"]], train["left"])
print(model.score(test[["age", "visits"]], test["left"]))

folds = TimeSeriesSplit(5)
print(cross_val_score(model, train[["age", "visits"]], train["left"], cv=folds))
