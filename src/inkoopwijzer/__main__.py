"""`python -m inkoopwijzer` is the command line."""

from inkoopwijzer.cli.main import run

run()
