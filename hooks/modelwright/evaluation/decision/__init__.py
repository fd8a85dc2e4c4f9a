"""What decisions with the model are worth."""
