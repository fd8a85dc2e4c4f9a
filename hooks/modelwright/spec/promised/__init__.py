"""What may be promised besides quality: one module for each theme of the evaluation."""
