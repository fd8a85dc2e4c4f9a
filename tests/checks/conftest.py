"""The cases are repositories of their own: their tests are not the kit's."""

collect_ignore = ["cases"]
