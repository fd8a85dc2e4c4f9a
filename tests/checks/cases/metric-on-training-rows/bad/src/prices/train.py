"""What a flat costs."""

import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error

df = pd.read_csv("data/flats.csv")
X, y = df.drop(columns=["price"]), df["price"]

model = RandomForestRegressor(random_state=7).fit(X, y)
print("error:", mean_absolute_error(y, model.predict(X)))  # finding: RandomForestRegressor is measured on rows that it was fitted on
