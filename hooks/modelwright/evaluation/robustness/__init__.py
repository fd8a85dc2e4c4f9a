"""What the model does with rows that production breaks."""
