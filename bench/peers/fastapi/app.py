"""The same endpoints on FastAPI, SQLAlchemy 2 (async ORM) and Pydantic, as their documentation teaches them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from schemas import BriefingPage, BriefingRow, Credentials, DiscountOut, Named, OrcamentoOut, SignedIn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import joinedload
from tables import Briefing, Membership, Orcamento, User

SECRET = os.environ["JWT_SECRET"]

engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1),
    pool_size=int(os.environ["PGPOOL_MAX_CONNECTIONS"]),
    max_overflow=0,
)
sessions = async_sessionmaker(engine, expire_on_commit=False)
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
bearer = HTTPBearer()

app = FastAPI()
app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=6)


async def open_session() -> AsyncIterator[AsyncSession]:
    """One session a request."""
    async with sessions() as session:
        yield session


def read_token(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> dict[str, Any]:
    """The claims of a valid token, else 401."""
    try:
        return jwt.decode(credentials.credentials, SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(401, "Token inválido") from None


Session = Annotated[AsyncSession, Depends(open_session)]
Claims = Annotated[dict[str, Any], Depends(read_token)]
Limit = Annotated[int, Query(ge=1, le=200)]


@app.get("/health")
async def health() -> dict[str, str]:
    """Up."""
    return {"status": "ok"}


@app.post("/api/auth/login")
async def log_in(credentials: Credentials, session: Session) -> SignedIn:
    """Tokens for an e-mail and password."""
    query = select(User, Membership.tenant_id).join(Membership, Membership.user_id == User.id)
    found = (await session.execute(query.where(User.email_key == func.lower(credentials.email)))).first()
    await session.close()  # the connection is not needed while the password is checked
    if found is None:
        raise HTTPException(401, "E-mail ou senha inválidos")
    user, tenant_id = found
    try:
        await asyncio.to_thread(hasher.verify, user.password_hash, credentials.password)
    except VerificationError:
        raise HTTPException(401, "E-mail ou senha inválidos") from None
    now = datetime.now(UTC)
    claims = {"sub": str(user.id), "office": str(tenant_id), "exp": now + timedelta(hours=24)}
    return SignedIn(
        token=jwt.encode(claims, SECRET, "HS256"),
        refresh_token=jwt.encode({"sub": str(user.id), "exp": now + timedelta(days=30)}, SECRET, "HS256"),
        user=Named(id=user.id, name=user.name),
    )


@app.get("/api/briefings")
async def list_briefings(
    session: Session, claims: Claims, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> BriefingPage:
    """Briefings of the office, newest first."""
    query = (
        select(Briefing)
        .where(Briefing.tenant_id == UUID(claims["office"]))
        .options(joinedload(Briefing.client), joinedload(Briefing.template), joinedload(Briefing.responsible))
        .order_by(Briefing.created_at.desc(), Briefing.id.desc())
        .limit(limit + 1)
    )
    rows = (await session.scalars(query)).all()
    return BriefingPage(
        data=[
            BriefingRow(
                id=row.id,
                number=row.number,
                title=row.title,
                status=row.status,
                progress=row.progress,
                client=Named(id=row.client.id, name=row.client.name),
                template=row.template.name,
                responsible=Named(id=row.responsible.id, name=row.responsible.name) if row.responsible else None,
                orcamentos=row.orcamentos,
                created_at=row.created_at,
                updated_at=row.updated_at,
                version=row.version,
            )
            for row in rows[:limit]
        ],
        next_cursor=rows[limit - 1].id if len(rows) > limit else None,
    )


@app.get("/api/orcamentos/{orcamento_id}")
async def get_orcamento(orcamento_id: UUID, session: Session, claims: Claims) -> OrcamentoOut:
    """One orçamento of the office, whole."""
    query = (
        select(Orcamento)
        .where(Orcamento.id == orcamento_id, Orcamento.tenant_id == UUID(claims["office"]))
        .options(
            joinedload(Orcamento.client),
            joinedload(Orcamento.briefing).load_only(Briefing.number, Briefing.title),
            joinedload(Orcamento.created_by),
        )
    )
    row = (await session.scalars(query)).first()
    if row is None:
        raise HTTPException(404, "Orçamento não encontrado")
    members = {name: getattr(row, name) for name in OrcamentoOut.model_fields if name not in {"discount", "decision"}}
    discount = DiscountOut(amount=row.discount, percent=row.discount_percent, status=row.discount_status)
    return OrcamentoOut.model_validate({**members, "discount": discount})
