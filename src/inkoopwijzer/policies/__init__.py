"""The shipped policy packages: <insurer>/<year>/*.yaml, scenarios beside the rules. Data, no code."""
