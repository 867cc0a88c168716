"""Paper as an answer, and what printing it needs."""

from __future__ import annotations

from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.openapi.datastructures import ResponseSpec

from esteio.core.db import Database
from esteio.core.files import FileStore
from esteio.core.paper import Pdf
from esteio.core.tokens import Tokens
from esteio.http.services import Services
from esteio.settings import Settings

PDF = "application/pdf"
PDF_ANSWER = {
    200: ResponseSpec(data_container=bytes, description="A4, tagged, pt-BR.", media_type=PDF, generate_examples=False)
}


class Printing(msgspec.Struct, frozen=True):
    """What printing needs beside what is printed."""

    settings: Settings
    tokens: Tokens
    files: FileStore
    db: Database


def printing_of(services: Services) -> Printing:
    """The same of what routes have."""
    return Printing(services.settings, services.tokens, services.files, services.db)


def pdf_response(pdf: Pdf) -> Response[bytes]:
    """The file, for a browser to show."""
    disposition = f"inline; filename*=UTF-8''{quote(pdf.name)}"
    return Response(pdf.data, media_type=PDF, headers={"content-disposition": disposition})
