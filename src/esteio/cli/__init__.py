"""The command line: parses, prints, sets exit statuses; what is done lies elsewhere.

A wrong setting or surrounding ends in one sentence on standard error and exit status 78 (EX_CONFIG), something
refused by a rule of the product in one sentence and 1; neither in a traceback.
"""

from __future__ import annotations

import os
import sys

import structlog
from cyclopts import App, Parameter

from esteio import __version__
from esteio.cli import dead_jobs, doctor, organisations, people, running, security, upkeep
from esteio.cli.groups import RUNNING, UPKEEP
from esteio.core.errors import ConfigurationError, EsteioError

app = App(
    name="esteio",
    version=__version__,
    help="""Esteio: the live back office of Brazilian studios, builders, service firms and shops.

First time: `esteio up`, then open http://localhost:3000. Everything it needs comes along; data are kept in ./.esteio.

With servers of your own, settings come from the environment: DATABASE_URL, REDIS_URL, JWT_SECRET, PORT and more
(docs/operations.md lists all). `esteio doctor` checks them and says what to do.
""",
    help_format="markdown",
    default_parameter=Parameter(negative=()),  # no --no-yes
)
app.command(running.up, group=RUNNING)
app.command(running.serve, group=RUNNING)
app.command(running.worker, group=RUNNING)
app.command(doctor.doctor, group=UPKEEP)
app.command(upkeep.migrate, group=UPKEEP)
app.command(upkeep.demo, group=UPKEEP)
app.command(upkeep.reset, group=UPKEEP)
app.command(dead_jobs.app)
app.command(people.app)
app.command(organisations.app)
app.command(security.app)


@app.command(group=UPKEEP)
def version() -> None:
    """Print the version."""
    print(__version__)


def main() -> None:
    """Entry point of `esteio` and `python -m esteio.cli`."""
    # Log lines of a command must not stand among what it prints for other programs.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        app(result_action="return_value")
    except ConfigurationError as error:
        print(f"esteio: {error}", file=sys.stderr)
        sys.exit(os.EX_CONFIG)
    except EsteioError as error:
        fields = "".join(f"\n  {name}: {remedy}" for name, remedy in error.fields.items())
        print(f"esteio: {error.detail}{fields}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # `esteio user list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
