"""Reports: evidence in, pages and figures out."""
