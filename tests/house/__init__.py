"""The rules of the house, failing like any other test."""
