"""HTTP of files; the bytes themselves go straight to storage."""

from __future__ import annotations

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from esteio.http.routing import AsActor, InContext, InTx, WithServices, problem_responses
from esteio.modules.workspace.schemas import File, FileInput, Upload
from esteio.modules.workspace.service import files


@post("/api/files", signed_in=True, tags=["files"], responses=problem_responses(400, 401, 403, 409, 413, 422, 429, 503))
async def begin_upload(data: JSONBody[FileInput], services: WithServices, tx: InTx, actor: AsActor) -> Upload:
    """Announce a file; the answer says where to send its bytes."""
    return await files.begin(services, tx, actor, data)


@post(
    "/api/files/{file_id:uuid}/confirm",
    signed_in=True,
    status_code=200,
    tags=["files"],
    responses=problem_responses(400, 401, 403, 404, 409, 422, 429, 503),
)
async def confirm_upload(
    file_id: FromPath[UUID], services: WithServices, tx: InTx, actor: AsActor, context: InContext
) -> File:
    """Have the bytes checked against what was announced; only then is there a file."""
    return await files.confirm(services, tx, actor, file_id, context.origin)


@get("/api/files/{file_id:uuid}", signed_in=True, tags=["files"], responses=problem_responses(401, 403, 404, 422, 429))
async def get_file(file_id: FromPath[UUID], services: WithServices, tx: InTx, actor: AsActor) -> File:
    """A file with an address to download it from."""
    return await files.get(services, tx, actor, file_id)


FILE_ROUTES = (begin_upload, confirm_upload, get_file)
