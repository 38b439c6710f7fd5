"""Benchmarks against peers and floors: `python -m bench`, or `make bench`."""
