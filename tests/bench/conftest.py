"""Lets the tests import the load tests' own code, which lies beside the product's package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
