"""Writes the parts of the documents that are made from the code: `.venv/bin/python docs/write_tables.py`.

A part stands between `<!-- NAME -->` and `<!-- /NAME -->`. Tests compare the documents with what this would write, so
none of them can lag behind the code.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from esteio.app import CATALOGUE, REGISTRY  # which imports everything, so that all classes of errors are known
from esteio.core import jobs as background
from esteio.core.errors import EsteioError
from esteio.core.tokens import ExpiredLink, InvalidLink, LinkReplaced
from esteio.live import events
from esteio.live import jobs as live_jobs
from esteio.live.alerts import jobs as alert_jobs
from esteio.live.resource import Aggregate, Resource
from esteio.modules import MODULES
from esteio.modules.procurement.errors import OrderWithdrawn, QuotationCancelled, QuotationClosed, QuotationDecided
from esteio.modules.procurement.rules.orders import ORDER_MOVES
from esteio.modules.procurement.rules.quotation_states import MOVES as QUOTATION_MOVES
from esteio.modules.procurement.rules.receiving import RECEIPT_MOVES
from esteio.modules.procurement.rules.states import MOVES as REQUEST_MOVES
from esteio.modules.procurement.rules.states import Who

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "esteio"

SAID_HERE: Mapping[str, str] = {
    "core/alembic": "Alembic's own entry.",
    "core/migrations": "Revisions of the ground.",
    "core/paper/fonts": "The typeface of the page, with its licence.",
    "core/paper/letter.typ": "The look that all paper shares, in typst.",
    "http/apidocs/page.html": "The page of /docs.",
    "http/apidocs/start.js": "Starts Swagger UI.",
    "http/apidocs/vendor": "Swagger UI as it was published, with its licence.",
    "live/migrations": "Revisions of the change rows and of connections.",
    "modules": "The areas of business; `__init__.py` is the only list of them.",
    "modules/estimating/migrations": "Revisions of estimating's tables.",
    "modules/estimating/proposal/proposal.typ": "The page itself, in typst.",
    "modules/procurement/migrations": "Revisions of procurement's tables.",
    "modules/procurement/paper/comparison.typ": "The page of the comparison, in typst.",
    "modules/procurement/paper/order.typ": "The page of an order, in typst.",
    "modules/workspace/migrations": "Revisions of workspace's tables.",
}
"""Rooms that cannot say it themselves."""
PLAIN_FOLDERS = frozenset({"http/apidocs/vendor", "core/paper/fonts"})
"""Folders whose files are other people's."""
DATA = frozenset({".json"})
"""Data files are told of by their folder."""


def rooms() -> str:
    """Every folder and file of the package, with the first sentence of its docstring."""
    lines: list[str] = []
    _add_rooms(PACKAGE, 0, lines)
    return "\n".join(lines)


def errors() -> str:
    """Every error that an answer or a dead letter may carry."""
    rows = [
        (f"`{each.code}`", str(each.status), (each.__doc__ or "").strip(), each.english, _home(each))
        for each in sorted(known_errors(), key=lambda each: (each.status, each.code))
    ]
    return _table(("code", "status", "title", "what it says in English", "declared in"), rows)


def permissions() -> str:
    """Every permission and the shipped roles that hold it."""
    rows = [
        (
            f"`{permission.key}`",
            permission.label,
            *("●" if _gives(role.permissions, permission.key) else "" for role in CATALOGUE.roles),
        )
        for permission in CATALOGUE.permissions
    ]
    return _table(("permission", "in Portuguese", *(f"`{role.key}`" for role in CATALOGUE.roles)), rows)


def roles() -> str:
    """The roles that every organisation starts with."""
    rows = [
        (
            f"`{role.key}`",
            role.name,
            module.name,
            "all, also of areas added later" if "*" in role.permissions else str(len(role.permissions)),
        )
        for module in MODULES
        for role in module.roles
    ]
    return _table(("role", "in Portuguese", "ships with", "permissions"), rows)


def resources() -> str:
    """Every list and count that can be subscribed to."""
    sources = [*REGISTRY.resources.values(), *REGISTRY.aggregates.values()]
    rows = [
        (
            ", ".join(f"`{name}`" for name in (source.name, *_further_names(source))),
            f"`{source.path}`",
            _seen_by(source),
            ", ".join(f"`{name}`" for name in source.live_filters)
            if isinstance(source, Resource)
            else f"counted from {_listed(source.depends_on)}",
        )
        for source in sources
    ]
    return _table(("resource, other names", "list", "seen with", "filters of a subscription"), rows)


def jobs() -> str:
    """Every background job and when those run that run by the clock."""
    declared = background.declared_in(live_jobs, alert_jobs, *(each.jobs for each in MODULES if each.jobs is not None))
    by_clock = {each.job.name: f"`{each.cron}` {each.zone}" for each in declared.schedules}
    rows = [
        (
            f"`{each.name}`",
            by_clock.get(each.name, "when asked for"),
            " ".join((each.handler.__doc__ or "").split()),
        )
        for each in sorted(declared.jobs, key=lambda each: each.name)
    ]
    return _table(("job", "runs", "what it does"), rows)


def request_moves() -> str:
    """The table of moves of a purchase request."""
    rows = [
        (
            f"`{move.source}`",
            f"`{move.action}`",
            f"`{move.target}`",
            _WHO[move.who].format(f"`{move.permission}`"),
            (move.when or "").replace("_", " "),
        )
        for move in REQUEST_MOVES
    ]
    return _table(("from", "action", "to", "who", "when"), _by_what_they_do(rows))


def quotation_moves() -> str:
    """The table of moves of one supplier's quotation."""
    rows = [(f"`{move.source}`", f"`{move.action}`", f"`{move.target}`") for move in QUOTATION_MOVES]
    return _table(("from", "action", "to"), _by_what_they_do(rows))


def order_moves() -> str:
    """The table of moves of an order."""
    rows = [
        (
            f"`{move.source}`",
            f"`{move.action}`",
            f"`{move.target}`",
            f"`{move.permission}`" if move.permission else "follows from receipts",
            f"fulfilment `{move.when}`" if move.when else "",
        )
        for move in ORDER_MOVES
    ]
    return _table(("from", "action", "to", "who", "when"), _by_what_they_do(rows))


def receipt_moves() -> str:
    """The table of moves of a receipt."""
    rows = [
        (f"`{move.source}`", f"`{move.action}`", f"`{move.target}`", f"`{move.permission}`") for move in RECEIPT_MOVES
    ]
    return _table(("from", "action", "to", "who"), _by_what_they_do(rows))


def link_codes() -> str:
    """What a supplier's link answers when it does not open."""
    both = (InvalidLink, ExpiredLink, LinkReplaced)
    rows = [
        (f"`{error.code}`", of, error.english)
        for of, errors_of in (
            ("both", both),
            ("quotation", (QuotationClosed, QuotationDecided, QuotationCancelled)),
            ("order", (OrderWithdrawn,)),
        )
        for error in errors_of
    ]
    return _table(("code", "link", "what it says in English"), rows)


def close_codes() -> str:
    """Why a live connection is closed or refused, and what the client does then."""
    rows = [
        (str(int(code)), f"`{code.name}`", f"`{rule.action}`", rule.meaning)
        for code, rule in events.CLOSE_RULES.items()
    ]
    rows.append(("others", "network", "`reconnect`", "connects again with back-off"))
    return _table(("code", "name", "action", "the client"), rows)


def refusals() -> str:
    """Why something asked for on a live connection was not done."""
    return _table(
        ("code", "meaning"),
        [(f"`{code}`", meaning) for code, (meaning, _) in events.REFUSAL_RULES.items()],
    )


def close_codes_for_browsers() -> str:
    """The same table for the browser client."""
    lines = [
        f'  {int(code)}: {{ name: "{code.name}", action: "{rule.action}" }},'
        for code, rule in events.CLOSE_RULES.items()
    ]
    actions = " | ".join(f'"{action}"' for action in events.Action)
    return "\n".join(
        (
            "// Written by docs/write_tables.py from src/esteio/live/events.py: change it there.",
            "",
            f"export type CloseAction = {actions};",
            "",
            "export const CLOSE_CODES: Readonly<Record<number, "
            "{ readonly name: string; readonly action: CloseAction }>> = {",
            *lines,
            "};",
            "",
        )
    )


_WHO: Mapping[Who, str] = {
    Who.ANYONE: "{}",
    Who.OWNER: "its requester; others with `procurement.requests.manage`",
    Who.SIGNER: "whose signature it waits for",
    Who.PROGRAM: "follows from another act",
}

PARTS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "ARCHITECTURE.md": {"rooms": rooms},
    "docs/errors.md": {"errors": errors},
    "docs/live-protocol.md": {"resources": resources, "close-codes": close_codes, "refusals": refusals},
    "docs/operations.md": {"jobs": jobs},
    "docs/procurement.md": {
        "request-moves": request_moves,
        "quotation-moves": quotation_moves,
        "order-moves": order_moves,
        "receipt-moves": receipt_moves,
        "link-codes": link_codes,
    },
    "docs/security.md": {"roles": roles, "permissions": permissions},
}
"""Document -> part -> what writes it."""
FILES: Mapping[str, Callable[[], str]] = {"web/src/live/closeCodes.ts": close_codes_for_browsers}
"""File -> what writes all of it."""


def known_errors() -> list[type[EsteioError]]:
    """Every class of the tree that the product has."""
    found: list[type[EsteioError]] = []
    waiting: list[type[EsteioError]] = [EsteioError]
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if each.__module__.startswith("esteio."):
            found.append(each)
    return found


def written(document: str) -> str:
    """The document with its parts as they should be."""
    text = (ROOT / document).read_text()
    for name, write in PARTS[document].items():
        part = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text, count = part.subn(lambda found, write=write: f"{found[1]}\n{write()}\n\n{found[2]}", text)
        if count != 1:
            raise ValueError(f"{document} has no part {name}")
    return text


def _add_rooms(folder: Path, depth: int, lines: list[str]) -> None:
    for path in sorted(folder.iterdir(), key=lambda path: (path.is_dir(), path.name)):
        name = str(path.relative_to(PACKAGE))
        if path.name in {"__init__.py", "__pycache__"} or (path.suffix in DATA):
            continue
        sign = "/" if path.is_dir() else ""
        lines.append(f"{'  ' * depth}- `{path.name}{sign}` {_words(path, name)}")
        if path.is_dir() and name not in PLAIN_FOLDERS:
            _add_rooms(path, depth + 1, lines)


def _words(path: Path, name: str) -> str:
    if name in SAID_HERE:
        return SAID_HERE[name]
    source = path / "__init__.py" if path.is_dir() else path
    words = ""
    if source.suffix == ".py" and source.exists():
        words = " ".join((ast.get_docstring(ast.parse(source.read_text())) or "").split())
    if not words:
        raise ValueError(f"{name} does not say what it is: give it a docstring, or a line in docs/write_tables.py")
    return re.split(r"(?<=[.!?])\s", words, maxsplit=1)[0]


def _by_what_they_do(moves: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Moves that differ in where they begin only, as one row."""
    sources: dict[tuple[str, ...], list[str]] = {}
    for source, *what in moves:
        sources.setdefault(tuple(what), []).append(source)
    return [(", ".join(begin), *what) for what, begin in sources.items()]


def _further_names(source: Resource | Aggregate) -> tuple[str, ...]:
    return source.event_names if isinstance(source, Resource) else ()


def _seen_by(source: Resource | Aggregate) -> str:
    if isinstance(source, Aggregate):
        return f"`{source.permission}`"
    return "; ".join(
        (f"`{each.permission}`" if each.permission else "being a member") + (": one's own" if each.personal else "")
        for each in source.audiences
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _home(error: type[EsteioError]) -> str:
    return "`" + error.__module__.removeprefix("esteio.").replace(".", "/") + "`"


def _gives(granted: Sequence[str], permission: str) -> bool:
    return "*" in granted or permission in granted


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def main() -> None:
    """Write every document anew."""
    for document in PARTS:
        text = written(document)
        if text != (ROOT / document).read_text():
            (ROOT / document).write_text(text)
            sys.stdout.write(f"{document} was written anew.\n")
    for name, write in FILES.items():
        (ROOT / name).write_text(write())


if __name__ == "__main__":
    main()
