def mean(values)  # finding: not valid Python: expected ':'
    return sum(values) / len(values)
