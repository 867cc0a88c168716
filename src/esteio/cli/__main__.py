"""`python -m esteio.cli`, which is how `esteio up` starts its processes."""

from esteio.cli import main

main()
