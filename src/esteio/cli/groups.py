"""Headings of `esteio --help`."""

from cyclopts import Group

RUNNING = Group("Running", sort_key=1)
UPKEEP = Group("Upkeep", sort_key=2)
ADMINISTRATION = Group("Administration", sort_key=3)
