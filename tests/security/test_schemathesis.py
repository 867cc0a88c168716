"""The OpenAPI document is kept: whatever is sent, no 5xx, no status, content type or body that it does not tell of.

Each operation gets requests made from its schema, right ones and wrong ones, from a signed-in owner with one of every
thing; half of those whose path names a thing name a real one. `ESTEIO_SCHEMATHESIS_EXAMPLES` (12) is how many of each,
for a longer search: 200 take about a quarter of an hour.
"""

from __future__ import annotations

import json
import os
from collections.abc import AsyncGenerator, Iterator
from typing import Any, NamedTuple

import asyncpg
import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.factories import World
from tests.plain_http import NO_TLS
from tests.security.inhabited import inhabit
from tests.security.sample_requests import SAMPLES
from tests.security.stated_routes import ROUTES
from tests.serving import Server, ended

from esteio.app import build_litestar
from esteio.core.db import Database
from esteio.embedded import ServerUrls
from esteio.http.apidocs import openapi_json
from esteio.settings import Settings

EXAMPLES = int(os.environ.get("ESTEIO_SCHEMATHESIS_EXAMPLES", "12"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SPENDS_ITS_SESSION = {
    "POST /api/auth/logout",
    "POST /api/auth/switch",
    "POST /api/auth/password",
    "DELETE /api/sessions",
    "DELETE /api/sessions/{session_id}",
}
"""Each request of these gets a session of its own: after one that succeeds the next would only be told 401."""
REPORTS = {("/health", "503"), ("/health/ready", "503"), ("/health/realtime", "503")}
"""No problems, but what was asked for."""
LASTS = {"GET /api/live"}
"""An answer that does not end is asked for elsewhere (tests/live)."""
SPARE_SESSIONS = 2 * EXAMPLES + 5


def _without_security(document: dict[str, Any]) -> dict[str, Any]:
    """The document without its words on tokens: requests without one would be all that "wrong" ones are of, and the
    access matrix sends those to every route."""
    copy = json.loads(json.dumps(document))
    for operations in copy["paths"].values():
        for operation in operations.values():
            operation.pop("security", None)
    return copy


DOCUMENT: dict[str, Any] = json.loads(openapi_json(build_litestar()))
SCHEMA = schemathesis.openapi.from_dict(_without_security(DOCUMENT), config=schemathesis.Config())
OPERATIONS: dict[str, APIOperation[Any, Any, Any, Any]] = {
    found.ok().label: found.ok() for found in SCHEMA.get_all_operations() if found.ok().label not in LASTS
}
THINGS_IN_PATHS = {sample.route: sample.path for sample in SAMPLES}


class Stage(NamedTuple):
    """A server, whom its requests come from, and what they may name."""

    url: str
    http: requests.Session
    token: str
    spare_tokens: Iterator[str]
    things: dict[str, Any]


@pytest.fixture(scope="module")
async def stage(
    anyio_backend: str, database_urls: ServerUrls, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Stage]:
    own = Settings(
        database_url=database_urls.database_url,
        jwt_secret="a secret that is only for tests, 0123456789",
        pgpool_min_connections=2,
        pgpool_max_connections=10,
        rate_limit_requests_per_minute=1_000_000,
        rate_limit_anonymous_per_minute=1_000_000,
        rate_limit_login_per_minute=1_000_000,
        esteio_home=tmp_path_factory.mktemp("schemathesis"),
        log_level="error",
    )
    server = Server(own)
    with ended(server):
        server.wait_until_it_serves()
        db = await Database.connect(own.database_url, min_connections=1, max_connections=5)
        admin = await asyncpg.connect(database_urls.database_admin_url)
        async with httpx.AsyncClient(base_url=server.url, timeout=30, verify=NO_TLS) as client:
            world = World(client, db, own)
            here = await inhabit(world, admin, "Esquema")
            spent = await world.organisation()
            tokens = [
                (await world.sign_in(spent.id, spent.email, spent.tenant_id)).token
                for _ in range(SPARE_SESSIONS * len(SPENDS_ITS_SESSION))
            ]
        await admin.close()
        await db.close()
        with requests.Session() as session:
            yield Stage(server.url, session, here.owner.token, iter(tokens), here.things)


def _with_real_things(case: Case, label: str, things: dict[str, Any]) -> None:
    """Let the path name things that are there."""
    for parameter in case.path_parameters:
        name = THINGS_IN_PATHS.get(label, {}).get(parameter, parameter)
        value = name[1:] if name.startswith("=") else things.get(name)
        if value is not None:
            case.path_parameters[parameter] = str(value)


def _requests() -> Iterator[Any]:
    for label, operation in sorted(OPERATIONS.items()):
        yield pytest.param(label, GenerationMode.POSITIVE, id=f"right {label}")
        if operation.body or operation.query or operation.path_parameters:
            yield pytest.param(label, GenerationMode.NEGATIVE, id=f"wrong {label}")


@pytest.mark.parametrize(("label", "mode"), tuple(_requests()))
def test_answers_are_as_the_document_says(stage: Stage, label: str, mode: GenerationMode) -> None:
    operation = OPERATIONS[label]
    checks = [*CHECKS, negative_data_rejection] if mode.is_negative else CHECKS

    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize="ESTEIO_SCHEMATHESIS_EXAMPLES" not in os.environ,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Case, real: bool) -> None:
        if real and mode.is_positive:
            _with_real_things(case, label, stage.things)
        token = next(stage.spare_tokens) if label in SPENDS_ITS_SESSION else stage.token
        response = case.call(
            base_url=stage.url, session=stage.http, headers={"Authorization": f"Bearer {token}"}, timeout=30
        )
        # Too large is refused as well, which schemathesis does not count.
        case.validate_response(response, checks=CHECKS if response.status_code == 413 else checks)

    ask()


def test_every_problem_is_documented_as_what_it_is() -> None:
    for path, operations in DOCUMENT["paths"].items():
        for method, operation in operations.items():
            for status, response in operation["responses"].items():
                types = set(response.get("content", {}))
                if int(status) >= 400 and (path, status) not in REPORTS:
                    assert (method, path, status, types) == (method, path, status, {"application/problem+json"})


def test_what_is_public_and_nothing_else_is_documented_so() -> None:
    public = {
        f"{method.upper()} {path}"
        for path, operations in DOCUMENT["paths"].items()
        for method, operation in operations.items()
        if not operation.get("security")
    }
    assert public == {label for label in OPERATIONS if ROUTES[label].public}
