"""Tidy."""


def mean(values):
    return sum(values) / len(values)  # modelwright: allow[unreadable-file] it was broken once  # finding: allows unreadable-file, which finds nothing here
