"""The tests, laid out as src is; house/ holds the rules of the house."""
