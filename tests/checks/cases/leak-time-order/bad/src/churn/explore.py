"""Is a forest worth it?"""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import KFold, cross_val_score, train_test_split

df = pd.read_parquet("data/churn.parquet")
train, test = train_test_split(df, random_state=7)  # finding: train_test_split divides rows by chance, and the spec splits them by 'month'

model = RandomForestClassifier(random_state=7).fit(train[["age", "visits"]], train["left"])
print(model.score(test[["age", "visits"]], test["left"]))

folds = KFold(5, shuffle=True, random_state=7)  # finding: KFold divides rows by chance, and the spec splits them by 'month'
print(cross_val_score(model, train[["age", "visits"]], train["left"], cv=folds))
