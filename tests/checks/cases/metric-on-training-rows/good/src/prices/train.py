"""What a flat costs."""

import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

df = pd.read_csv("data/flats.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns=["price"]), df["price"], random_state=7)

model = RandomForestRegressor(random_state=7).fit(X_train, y_train)
print("remembered:", mean_absolute_error(y_train, model.predict(X_train)))
print("predicted:", mean_absolute_error(y_test, model.predict(X_test)))
