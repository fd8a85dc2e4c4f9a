"""Is a forest worth it?"""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

df = pd.read_parquet("data/churn.parquet")
train, test = train_test_split(df, random_state=7)

features = df.columns.drop(["left", "closed_on"])
model = RandomForestClassifier(random_state=7)
model.fit(train[features], train["left"])
print(model.score(test[features], test["left"]))
