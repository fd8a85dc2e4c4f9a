"""How much the model tells about who was in its training rows."""
