"""What the standard is made of: the kit's files as they are rendered, and the workflows that it lends."""
