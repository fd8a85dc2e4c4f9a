"""How quality grows with rows, and with the settings of the model."""
