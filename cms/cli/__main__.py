"""`python -m cms.cli`: the same command, for processes that start each other."""

from cms.cli import main

main()
