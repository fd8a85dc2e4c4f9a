"""What the model does with cases that are written down."""
