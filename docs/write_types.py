"""Writes the types of the HTTP API for TypeScript, from the application's OpenAPI document and the live lists:
`.venv/bin/python docs/write_types.py`. A test compares the file with what this would write.

`paths` and `components` have the shape that openapi-typescript gives them, and each schema has a name of its own, as
with its `--root-types`. That program itself writes by the compiler of TypeScript 5, which TypeScript 7 no longer has.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from esteio.app import CATALOGUE, REGISTRY, build_litestar
from esteio.http.apidocs import openapi_json

HEAD = "// Made by `.venv/bin/python docs/write_types.py` from the application's OpenAPI document: do not edit.\n"
OK_FROM, OK_BELOW = 200, 300
_TEXTS = {"uuid": "Id", "date": "Day", "date-time": "Moment"}
TEXTS = """\
/** A UUID. */
export type Id = string;

/** A day: 2026-01-15. */
export type Day = string;

/** A point in time: 2026-01-15T10:30:00Z. */
export type Moment = string;
"""
_SAID_BY_THEIR_PLACE = frozenset({"modules", "schemas", "rules", "core", "live"})
"""Words of a schema's full name that tell nobody anything."""
_REF = "#/components/schemas/"


FILE = Path(__file__).parent.parent / "web" / "src" / "api" / "schema.d.ts"


def written() -> str:
    """All of the file."""
    return _Writer(json.loads(openapi_json(build_litestar()))).text()


def type_name(schema: str) -> str:
    """The name by which TypeScript knows a schema. Those that share a class name have their area's before it:
    `estimating_schemas_policy_PolicyInput` is `EstimatingPolicyInput`."""
    *path, name = schema.split("_")
    words = [_camel(word) for word in dict.fromkeys(path) if word not in _SAID_BY_THEIR_PLACE]
    if words and name.startswith(words[-1].removesuffix("s")):
        words.pop()
    return "".join(words) + name


class _Writer:
    def __init__(self, document: dict[str, Any]) -> None:
        self._paths: dict[str, dict[str, Any]] = document["paths"]
        self._schemas: dict[str, dict[str, Any]] = document["components"]["schemas"]
        self._names = {schema: type_name(schema) for schema in self._schemas}
        if len(set(self._names.values())) < len(self._names):
            raise ValueError(f"two schemas would have one name in TypeScript: {sorted(self._names.items())}")
        self._answered = self._reached_from(
            response for _, _, operation in self._operations() for response in operation["responses"].values()
        )
        self._omitting = {
            struct.__name__ for struct in _descendants(msgspec.Struct) if struct.__struct_config__.omit_defaults
        }

    def text(self) -> str:
        parts = [HEAD, TEXTS, self._types(), self._components(), self._all_paths(), self._live(), _permissions()]
        return "\n".join(parts)

    def _types(self) -> str:
        return "\n".join(self._declared(schema) for schema in sorted(self._schemas, key=self._names.__getitem__))

    def _declared(self, schema: str) -> str:
        name, of = self._names[schema], self._schemas[schema]
        said = _comment(of.get("description", ""), "")
        if "properties" not in of:
            return f"{said}export type {name} = {self._type(of)};\n"
        required = set(of.get("required", ()))
        # What the server answers has all members, those with a default too, unless the struct leaves defaults out.
        if schema in self._answered and of.get("title") not in self._omitting:
            required = set(of["properties"])
        members = [
            f"{_comment(_told(member), '  ')}  {_key(key)}{'' if key in required else '?'}: {self._type(member)};\n"
            for key, member in of["properties"].items()
        ]
        return f"{said}export interface {name} {{\n{''.join(members)}}}\n"

    def _components(self) -> str:
        lines = [f"    {schema}: {name};\n" for schema, name in sorted(self._names.items())]
        return f"export interface components {{\n  schemas: {{\n{''.join(lines)}  }};\n}}\n"

    def _all_paths(self) -> str:
        lines = ["export interface paths {\n"]
        for path, methods in self._paths.items():
            lines.append(f'  "{path}": {{\n')
            lines += [self._operation(method, operation) for method, operation in methods.items()]
            lines.append("  };\n")
        return "".join([*lines, "}\n"])

    def _live(self) -> str:
        lines = ["/** Every live list, by its name. */\nexport interface LiveLists {\n"]
        for resource in REGISTRY.resources.values():
            page = self._schemas[self._answer_of(resource.path)["$ref"].removeprefix(_REF)]
            row = self._type(page["properties"]["data"]["items"])
            filters = " | ".join(f'"{name}"' for name in resource.live_filters) or "never"
            lines.append(f'  "{resource.name}": {{ path: "{resource.path}"; row: {row}; liveFilters: {filters} }};\n')
        lines.append("}\n\n/** Every live answer that is counted, by its name. */\nexport interface LiveCounts {\n")
        for counted in REGISTRY.aggregates.values():
            answer = self._type(self._answer_of(counted.path))
            lines.append(f'  "{counted.name}": {{ path: "{counted.path}"; answer: {answer} }};\n')
        return "".join([*lines, "}\n"])

    def _answer_of(self, path: str) -> dict[str, Any]:
        return self._paths[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]

    def _operation(self, method: str, operation: dict[str, Any]) -> str:
        lines = [_comment(operation.get("description", ""), "    "), f"    {method}: {{\n"]
        parts = [self._parameters(operation, place) for place in ("query", "header", "path")]
        lines.append(f"      parameters: {{ {' '.join(part for part in parts if part)} }};\n".replace("{  }", "{}"))
        if "requestBody" in operation:
            lines.append(f"      requestBody: {{ {self._content(operation['requestBody'])} }};\n")
        lines.append("      responses: {\n")
        for status, response in operation["responses"].items():
            if OK_FROM <= int(status) < OK_BELOW:
                lines.append(f"        {status}: {{ {self._content(response)} }};\n")
        lines.append(f'        default: {{ content: {{ "application/problem+json": {self._problem()} }} }};\n')
        return "".join([*lines, "      };\n    };\n"])

    def _parameters(self, operation: dict[str, Any], place: str) -> str:
        found = [each for each in operation.get("parameters", ()) if each["in"] == place]
        if not found:
            return ""
        members = [
            f"{_key(each['name'])}{_optional(each)}: {self._type(each['schema']).removesuffix(' | null')}"
            for each in found
        ]
        needed = any(each.get("required") for each in found)
        return f"{place}{'' if needed else '?'}: {{ {'; '.join(members)} }};"

    def _content(self, holder: dict[str, Any]) -> str:
        content = holder.get("content")
        if not content:
            return "content?: never"
        types = [
            f'"{kind}": {self._type(each["schema"]) if kind == "application/json" else "Blob"}'
            for kind, each in content.items()
        ]
        return f"content: {{ {'; '.join(types)} }}"

    def _problem(self) -> str:
        return self._names[next(schema for schema in self._schemas if schema.endswith("http_problem_Problem"))]

    def _type(self, of: Mapping[str, Any]) -> str:
        if "$ref" in of:
            return self._names[of["$ref"].removeprefix(_REF)]
        if "const" in of:
            return json.dumps(of["const"])
        if "allOf" in of:  # Litestar's way of saying something beside a reference
            return " & ".join(self._type(each) for each in of["allOf"])
        if "enum" in of:
            return " | ".join(json.dumps(value, ensure_ascii=False) for value in of["enum"])
        if "oneOf" in of:
            return " | ".join(dict.fromkeys(self._type(each) for each in of["oneOf"]))
        match of.get("type"):
            case "string":
                return _TEXTS.get(of.get("format", ""), "string")
            case "integer" | "number":
                return "number"
            case "boolean":
                return "boolean"
            case "null":
                return "null"
            case "array":
                held = self._type(of["items"]) if "items" in of else "unknown"
                return f"({held})[]" if "|" in held else f"{held}[]"
            case "object" if "additionalProperties" in of:
                return f"{{ [key: string]: {self._type(of['additionalProperties'])} }}"
            case None:
                return "unknown"
            case other:
                raise ValueError(f"the writer of types does not know {other}: {of}")

    def _operations(self) -> Iterable[tuple[str, str, dict[str, Any]]]:
        return (
            (path, method, operation) for path, methods in self._paths.items() for method, operation in methods.items()
        )

    def _reached_from(self, roots: Iterable[Any]) -> set[str]:
        reached: set[str] = set()
        waiting = list(roots)
        while waiting:
            match waiting.pop():
                case {"$ref": str(ref)} if (schema := ref.removeprefix(_REF)) not in reached:
                    reached.add(schema)
                    waiting.append(self._schemas[schema])
                case dict() as of:
                    waiting += of.values()
                case list() as several:
                    waiting += several
                case _:
                    pass
        return reached


def _permissions() -> str:
    names = "".join(f'\n  | "{permission.key}"' for permission in CATALOGUE.permissions)
    return f"/** What a role may allow. */\nexport type PermissionName ={names};\n"


def _told(member: Mapping[str, Any]) -> str:
    parts = [member.get("description", ""), *(f"Such as {each}." for each in member.get("examples", ())[:1])]
    return " ".join(part for part in parts if part)


def _comment(text: str, indent: str) -> str:
    words = " ".join(text.split()).replace("*/", "* /")
    return f"{indent}/** {words} */\n" if words else ""


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_$][\w$]*", name) else json.dumps(name)


def _optional(parameter: Mapping[str, Any]) -> str:
    return "" if parameter.get("required") else "?"


def _camel(word: str) -> str:
    return word[:1].upper() + word[1:]


def _descendants(struct: type[msgspec.Struct]) -> Iterable[type[msgspec.Struct]]:
    for child in struct.__subclasses__():
        yield child
        yield from _descendants(child)


def main() -> None:
    """Write the file anew."""
    text = written()
    if text != FILE.read_text():
        FILE.write_text(text)
        sys.stdout.write(f"{FILE.name} was written anew.\n")


if __name__ == "__main__":
    main()
