"""Purchasing policies as data: syntax tree, load, check, cite, put into words."""
