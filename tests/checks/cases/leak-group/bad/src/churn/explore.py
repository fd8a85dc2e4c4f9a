"""Is a forest worth it?"""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split

df = pd.read_parquet("data/churn.parquet")
train, test = train_test_split(df, random_state=7)  # finding: train_test_split may put rows of one 'household' on both sides

model = RandomForestClassifier(random_state=7).fit(train[["age", "visits"]], train["left"])
print(model.score(test[["age", "visits"]], test["left"]))

folds = StratifiedKFold(5)  # finding: StratifiedKFold may put rows of one 'household' on both sides
print(cross_val_score(model, train[["age", "visits"]], train["left"], cv=folds))
