"""What each feature buys, and what it costs."""
