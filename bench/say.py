"""Telling the person who waits what is being done."""

import sys
from datetime import UTC, datetime


def say(step: str) -> None:
    """A line on standard error, with the time."""
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {step}\n")
