"""Is a forest worth it?"""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

df = pd.read_parquet("data/churn.parquet")
train, test = train_test_split(df, random_state=7)

model = RandomForestClassifier(random_state=7)
model.fit(train.drop(columns=["closed_on"]), train["left"])  # finding: RandomForestClassifier is fitted on features that still hold the target 'left'
print(model.score(test.drop(columns=["closed_on"]), test["left"]))

features = ["age", "closed_on"]
model.fit(train[features], train["left"])  # finding: RandomForestClassifier is fitted on 'closed_on', which the spec declares in data.leaking
print(model.score(test[features], test["left"]))
