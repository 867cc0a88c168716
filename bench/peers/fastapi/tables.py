"""The tables that this peer reads, as SQLAlchemy maps them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, mapped_column, relationship


class Base(DeclarativeBase):
    """Root of the mapped classes."""

    type_annotation_map = {dict[str, Any]: JSONB}  # noqa: RUF012  # SQLAlchemy's own way of writing it


class User(Base):
    """A person."""

    __tablename__ = "users"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(Computed("lower(email)"))
    name: Mapped[str]
    password_hash: Mapped[str]


class Membership(Base):
    """Who works where."""

    __tablename__ = "memberships"
    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)


class Client(Base):
    """Whom an office works for."""

    __tablename__ = "clients"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]


class Template(Base):
    """A questionnaire."""

    __tablename__ = "briefing_templates"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]


class Orcamento(Base):
    """A priced offer."""

    __tablename__ = "orcamentos"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    briefing_id: Mapped[UUID] = mapped_column(ForeignKey("briefings.id"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("clients.id"))
    created_by_id: Mapped[UUID | None] = mapped_column("created_by", ForeignKey("users.id"))
    codigo: Mapped[str]
    versao: Mapped[int]
    status: Mapped[str]
    title: Mapped[str]
    area_m2: Mapped[Decimal]
    building_type: Mapped[str]
    subtotal: Mapped[Decimal]
    total: Mapped[Decimal]
    discount: Mapped[Decimal]
    discount_percent: Mapped[Decimal]
    discount_status: Mapped[str]
    valid_until: Mapped[date | None]
    sent_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int]
    methodology: Mapped[str]
    policy_number: Mapped[int]
    facts: Mapped[dict[str, Any]]
    extraction: Mapped[dict[str, Any]]
    pricing: Mapped[dict[str, Any]]
    composition: Mapped[dict[str, Any]]
    schedule: Mapped[dict[str, Any]]
    payment: Mapped[dict[str, Any]]
    terms: Mapped[dict[str, Any]]
    scope: Mapped[str]
    notes: Mapped[str]
    proposal_sha256: Mapped[str | None]
    client: Mapped[Client] = relationship()
    briefing: Mapped[Briefing] = relationship()
    created_by: Mapped[User | None] = relationship()


class Briefing(Base):
    """A client's questionnaire."""

    __tablename__ = "briefings"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column()
    number: Mapped[int]
    client_id: Mapped[UUID] = mapped_column(ForeignKey("clients.id"))
    template_id: Mapped[UUID] = mapped_column(ForeignKey("briefing_templates.id"))
    responsible_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str]
    status: Mapped[str]
    progress: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int]
    client: Mapped[Client] = relationship()
    template: Mapped[Template] = relationship()
    responsible: Mapped[User | None] = relationship()
    orcamentos: Mapped[int] = column_property(
        select(func.count())
        .where(Orcamento.tenant_id == tenant_id, Orcamento.briefing_id == id)
        .correlate_except(Orcamento)
        .scalar_subquery()
    )
