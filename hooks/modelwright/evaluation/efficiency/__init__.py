"""What the model costs in time, memory and size."""
