"""The reference pages, written from the code: one module for each page or family of pages.

Each has `pages(root)`, which gives the text of every file that it is responsible for, by path below the root.
"""
