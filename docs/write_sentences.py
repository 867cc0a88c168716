"""Writes what the server says to people, sentence by sentence, as types for the screens' English:
`.venv/bin/python docs/write_sentences.py`. A test compares the file with what this would write.

The server writes Portuguese. `web/src/english/` has each of these sentences in English, and does not compile while one
is missing or one too many is there; why it is done so is told in docs/decisions/0035.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from esteio.app import CATALOGUE
from esteio.modules.estimating.rules import wording
from esteio.modules.estimating.rules.extraction import building, disciplines
from esteio.modules.estimating.rules.extraction.wording import FACT_NAMES
from esteio.modules.estimating.rules.policy import defaults

ROOT = Path(__file__).parent.parent
FILE = ROOT / "web" / "src" / "api" / "sentences.d.ts"
HEAD = "// Made by `.venv/bin/python docs/write_sentences.py` from what the server says to people: do not edit.\n"

_SHORT: Mapping[str, tuple[str, ...]] = {
    "Workspace": (
        "Latência média alta",
        "Respostas lentas (p95)",
        "Cache com poucos acertos",
        "Memória alta",
        "CPU alta",
        "Muitas conexões",
        "Muitos erros",
        "Mudanças atrasadas",
        "Fila de tarefas parada",
    ),
    "Estimating": (
        "semana",
        "semanas",
        "nenhum",
        "sênior",
        "pleno",
        "júnior",
        "estagiário",
        "tipo",
        "complexidade",
        "disciplina",
        "Área",
        "Tipologia",
        "Padrão",
        "Disciplinas",
        "Disciplinas opcionais",
        "Adicionais",
        "Prazo pedido",
        "Cidade",
        "Total",
        "Metodologia",
        "Desconto",
        "Duração",
        "Validade",
        "Revisões",
        "Região",
        "No aceite",
        "Entrega: {0}",
        "{0}: {1}. Confirma {2}? {3}",
        "{0}. Confirma {1}? {2}",
        "(Pergunta “{0}”, resposta “{1}”.)",
        "{0} (opcional)",
        "Horas: {0} (opcional)",
    ),
    "Procurement": ("Cotação", "Entrega"),
}
"""Too short to be known by their look: alert rules that ship (of a migration), words in steps and comparisons."""

AREAS: Mapping[str, tuple[str, ...]] = {
    "Common": ("core", "http", "brazil", "live"),
    "Workspace": ("modules/workspace",),
    "Estimating": ("modules/estimating",),
    "Procurement": ("modules/procurement",),
}
"""The part of the package that a list is of. What several say is in the first list."""

STAYS: tuple[tuple[str, str], ...] = (
    (r"/demo(/|\.py)", "made-up data"),
    (r"/(administration|logs|migrate|telemetry|metrics|jobs_schema|health)(/|\.py)", "for who runs it, on a terminal"),
    (r"/(mail|mailer|letterhead|jobs|targets)\.py$|_jobs\.py$", "letters: who gets them chose no language"),
    (r"/(paper|proposal)/|order_document\.py$", "papers that both sides sign are in the language of the country"),
    (r"(exports?|report_files|comparison_files|list_exports)\.py$", "spreadsheets go to others"),
    (r"/(permissions|notices)\.py$|/live/alerts/", "have a key, by which the screens name them"),
    (r"/procurement/rules/wording\.py$", "for files and letters"),
    (r"/estimating/rules/scope\.py$", "the studio's own text from then on"),
    (r"/brazil/business_days\.py$", "names of places and days"),
    (r"/modules/\w+/store/|/templates/", "SQL; questionnaires are what a firm writes"),
)
"""Files that say something in Portuguese and need no English, and why."""

_PORTUGUESE = re.compile(
    r"[ãõçáéíóúâêôà]|\b(?:de|do|da|das|dos|foi|o|os|a|as|para|com|um|uma|ou|na|nas|nos|em|por|se|que|seu|sua|sem|mais|ao"
    r"|aos|este|esta|esse|essa|dele|dela|entre|todos|tudo)\b",
    re.IGNORECASE,
)
_NOT_FOR_PEOPLE = re.compile(
    # English, which what is Portuguese has none of,
    r"\b(?:the|of|is|it|its|at|from|what|which|who|try|again|wait|too|they|may|has|have|all|each|only|other|than|and"
    r"|with|to|for|by|not|an|or|this|that|are|on"
    # SQL,
    r"|select|insert|update|delete|where|returning|join|null|nothing|true|false)\b"
    r"|\$[\d{]|\b[a-z]+_[a-z]+|\b[a-z]\.[a-z]|^[a-z]+ a$"
    # patterns and addresses, letters of several lines.
    r"|[\\|^\n]|\(\?|\[[a-z]|::|\.\*|\w=|://",
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_PLACE = re.compile(r"(?:[A-ZÁÉÍÓÚÂÊÔÃÕ][\w'-]*|d[aeo]s?)(?: (?:[A-ZÁÉÍÓÚÂÊÔÃÕ][\w'-]*|d[aeo]s?))+")
_FORMAT_FIELD = re.compile(r"\{(?:\w*)(?:![rs])?(?::[^{}]*)?\}")


def written() -> str:
    """All of the file."""
    seen: set[str] = set()
    parts = [HEAD]
    for area, folders in AREAS.items():
        found = sorted({*_said_in(folders), *_named(area)} - seen)
        seen |= set(found)
        members = "".join(f"\n  | {json.dumps(text, ensure_ascii=False)}" for text in found)
        parts.append(f"export type {area}Sentence ={members};\n")
    return "\n".join(parts)


def _named(area: str) -> Iterator[str]:
    """Names that are too short to be known by their look: closed lists of the product."""
    yield from _SHORT.get(area, ())
    match area:
        case "Workspace":
            yield from (role.name for role in CATALOGUE.roles)
        case "Estimating":
            for names in (
                wording.DISCIPLINES,
                wording.BUILDING_TYPES,
                wording.STANDARDS,
                wording.COMPLEXITIES,
                wording.EXTRAS,
                wording.METHODS,
                building.BUILDING_TYPE_NAMES,
                building.STANDARD_NAMES,
                building.COMPLEXITY_NAMES,
                disciplines.DISCIPLINE_NAMES,
                disciplines.EXTRA_NAMES,
                FACT_NAMES,
            ):
                yield from names.values()
            for stages in (defaults.standard_stages(), defaults.engineering_stages(), defaults.nbr_16636_stages()):
                yield from (stage.name for stage in stages)
        case _:
            pass


def _said_in(folders: Iterable[str]) -> Iterator[str]:
    source = ROOT / "src" / "esteio"
    for folder in folders:
        for path in sorted((source / folder).rglob("*.py")):
            if not any(re.search(pattern, f"/{path.relative_to(source)}") for pattern, _ in STAYS):
                yield from sentences(path.read_text())


def sentences(source: str) -> list[str]:
    """What a module says to people, with `{0}`, `{1}` where it puts something in."""
    tree = ast.parse(source)
    chosen: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    chosen.setdefault(target.id, []).extend(_choices(node.value))
    reader = _Reader(chosen)
    reader.visit(tree)
    return reader.found


class _Reader(ast.NodeVisitor):
    def __init__(self, chosen: Mapping[str, Sequence[str]]) -> None:
        self.found: list[str] = []
        self._chosen = chosen

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg in {"description", "summary", "english"}:
            return
        # Of a step of a price, which may be one word with a figure.
        if node.arg in {"label", "formula"} and isinstance(node.value, ast.Constant | ast.JoinedStr):
            text = _template(node.value)
            if _WORD.search(_FORMAT_FIELD.sub(" ", text)):
                self.found.append(_numbered(text))
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any(isinstance(target, ast.Name) and target.id == "english" for target in node.targets):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        # What a program is told, and what a pattern looks for.
        called = ast.unparse(node.func)
        if not re.match(r"(log|logger)\.|re\.|(ValueError|TypeError|RuntimeError|ConfigurationError)$", called):
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._take(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        prose = self._take(_template(node))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                if prose:
                    name = part.value.id if isinstance(part.value, ast.Name) else ""
                    self.found += [*_choices(part.value), *self._chosen.get(name, ())]
                self.visit(part.value)

    def _take(self, text: str) -> bool:
        if not reads_as_portuguese(text):
            return False
        self.found.append(_numbered(text))
        return True


def _template(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _numbered(text: str) -> str:
    first, *rest = _FORMAT_FIELD.split(text)
    return first + "".join(f"{{{at}}}{piece}" for at, piece in enumerate(rest))


def reads_as_portuguese(text: str) -> bool:
    """Whether a text of the program is prose for people: words of ours, none of the program's, more than one."""
    bare = _FORMAT_FIELD.sub(" ", text)
    # With something put in, a word is enough: "Pagamento: {0}.", "{0}, versão {1}".
    enough = len(_LETTERS.findall(bare)) >= (1 if bare != text and _WORD.search(bare) else 2)
    if " " not in text.strip() or not enough or _NOT_FOR_PEOPLE.search(bare) or _PLACE.fullmatch(text):
        return False
    return bool(_PORTUGUESE.search(bare)) or text.endswith((".", "?", "!"))


def _choices(value: ast.expr) -> Iterator[str]:
    """The words that are put into a sentence one or the other: `{'acima' if more else 'abaixo'}`."""
    if isinstance(value, ast.IfExp):
        for branch in (value.body, value.orelse):
            if isinstance(branch, ast.Constant) and isinstance(branch.value, str) and _LETTERS.search(branch.value):
                yield branch.value


def main() -> None:
    """Write the file anew."""
    text = written()
    if not FILE.exists() or text != FILE.read_text():
        FILE.write_text(text)
        sys.stdout.write(f"{FILE.name} was written anew.\n")


if __name__ == "__main__":
    main()
