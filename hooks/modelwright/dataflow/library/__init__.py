"""What the libraries do with data: by function, by method, by kind of object."""
