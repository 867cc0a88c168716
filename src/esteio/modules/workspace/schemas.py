"""What crosses the wire in workspace. JSON is camelCase; unknown members are refused."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Address, EmailText, Input, Name, Output

CodeText = Annotated[str, Meta(max_length=40)]
PasswordText = Annotated[str, Meta(min_length=1, max_length=200)]
TokenText = Annotated[str, Meta(min_length=1, max_length=4096)]


class Credentials(Input, frozen=True, kw_only=True):
    """`POST /api/auth/login`."""

    email: Annotated[str, Meta(min_length=1, max_length=320)]
    password: PasswordText
    organisation_id: UUID | None = None
    """Which of the person's organisations to enter; the last one used when absent."""
    code: CodeText = ""
    """Of the authenticator, or a recovery code; wanted when the answer without it is `SECOND_FACTOR_REQUIRED`."""


class Password(Input, frozen=True, kw_only=True):
    """Proof that it is still the same person."""

    password: PasswordText


class Code(Input, frozen=True, kw_only=True):
    """A code of the authenticator."""

    code: Annotated[str, Meta(min_length=1, max_length=40)]


class PasswordAndCode(Input, frozen=True, kw_only=True):
    """Proof that it is still the same person, by both factors."""

    password: PasswordText
    code: Annotated[str, Meta(min_length=1, max_length=40)]
    """Of the authenticator, or a recovery code."""


class SecondFactor(Output, frozen=True, kw_only=True):
    """Whether signing in takes a code."""

    enabled: bool
    since: datetime | None
    recovery_codes_left: int


class SecondFactorEnrolment(Output, frozen=True, kw_only=True):
    """What an authenticator must be given; shown once."""

    secret: str
    """Base32, to be typed."""
    uri: str
    """`otpauth:` address, to be opened on the same device."""
    qr: str
    """The address as a QR code: an SVG element."""


class RecoveryCodes(Output, frozen=True, kw_only=True):
    """Each opens a session once, in place of the authenticator; shown once."""

    codes: list[str]


class OrganisationRef(Output, frozen=True, kw_only=True):
    """An organisation, by name."""

    id: UUID
    name: str


class DemoAccount(Output, frozen=True):
    """Somebody who can sign in to the demo."""

    email: str
    password: str
    name: str
    organisation: str
    role: str
    """Its key, such as `buyer`."""
    description: str
    """What one can see and do with it."""


class DemoAccounts(Output, frozen=True, kw_only=True):
    """Whom everybody may sign in as: nobody, unless this server is a demo."""

    data: list[DemoAccount]


class Me(Output, frozen=True, kw_only=True):
    """Who is signed in, where, and what they may do."""

    id: UUID
    name: str
    email: str
    organisation: OrganisationRef
    organisations: list[OrganisationRef]
    permissions: list[str]


class SignedIn(Output, frozen=True, kw_only=True):
    """Tokens of a new or renewed session. In cookie sessions both tokens are empty and `csrfToken` is given."""

    token: str
    refresh_token: str
    expires_in: int
    """Seconds until `token` expires."""
    csrf_token: str
    user: Me


class RefreshRequest(Input, frozen=True, kw_only=True):
    """`POST /api/auth/refresh`; a browser that signs in by cookie sends `{}`."""

    refresh_token: Annotated[str, Meta(max_length=4096)] = ""


class SwitchRequest(Input, frozen=True, kw_only=True):
    """`POST /api/auth/switch`."""

    organisation_id: UUID


class PasswordChange(Input, frozen=True, kw_only=True):
    """`POST /api/auth/password`."""

    current_password: PasswordText
    password: PasswordText


class PasswordResetRequest(Input, frozen=True, kw_only=True):
    """`POST /api/auth/password/reset-request`."""

    email: EmailText


class PasswordResetAsked(Output, frozen=True, kw_only=True):
    """The same for every address, whether somebody has it or not."""

    expires_in: int
    """Seconds for which the link works, if one was sent."""


class PasswordReset(Input, frozen=True, kw_only=True):
    """`POST /api/auth/password/reset`."""

    token: TokenText
    password: PasswordText


class Session(Output, frozen=True, kw_only=True):
    """A place where the person is signed in."""

    id: UUID
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    address: str | None
    user_agent: str
    organisation: str
    current: bool


class Sessions(Output, frozen=True, kw_only=True):
    """The person's open sessions."""

    data: list[Session]


class InvitationRequest(Input, frozen=True, kw_only=True):
    """`POST /api/invitations`."""

    email: EmailText
    role_ids: Annotated[list[UUID], Meta(min_length=1, max_length=20)]


class InvitationToken(Input, frozen=True, kw_only=True):
    """`POST /api/invitations/open`."""

    token: TokenText


class InvitationPreview(Output, frozen=True, kw_only=True):
    """What the invited person sees before accepting."""

    organisation: str
    email: str
    invited_by: str
    has_account: bool


class InvitationAcceptance(Input, frozen=True, kw_only=True):
    """`POST /api/invitations/accept`. Someone with an account gives its password; a new person also a name."""

    token: TokenText
    password: PasswordText
    name: Annotated[str, Meta(max_length=200)] = ""
    code: CodeText = ""
    """Of the second factor, where an existing account has one."""


class Invitation(Output, frozen=True, kw_only=True):
    """An invitation, as the list and its creation show it."""

    id: UUID
    email: str
    status: Literal["open", "accepted", "revoked", "expired"]
    created_at: datetime
    expires_at: datetime


class PersonChange(Input, frozen=True, kw_only=True):
    """`PATCH /api/people/{id}`; absent members stay."""

    role_ids: Annotated[list[UUID], Meta(min_length=1, max_length=20)] | None = None
    status: Literal["active", "suspended"] | None = None


class RoleRef(Output, frozen=True, kw_only=True):
    """A role, by name."""

    id: UUID
    name: str


class Person(Output, frozen=True, kw_only=True):
    """A member of the organisation."""

    id: UUID
    name: str
    email: str
    status: Literal["active", "suspended"]
    roles: list[RoleRef]
    created_at: datetime


class RoleInput(Input, frozen=True, kw_only=True):
    """`POST /api/roles` and `PUT /api/roles/{id}`."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    permissions: Annotated[list[Annotated[str, Meta(max_length=100)]], Meta(max_length=500)]


class Role(Output, frozen=True, kw_only=True):
    """A set of permissions of this organisation."""

    id: UUID
    key: str
    name: str
    permissions: list[str]
    shipped: bool
    people: int
    version: int


class Roles(Output, frozen=True, kw_only=True):
    """The organisation's roles."""

    data: list[Role]


class PermissionInfo(Output, frozen=True, kw_only=True):
    """A permission and how to say it."""

    key: str
    label: str


class Permissions(Output, frozen=True, kw_only=True):
    """Every permission of every area."""

    data: list[PermissionInfo]


class OrganisationInput(Input, frozen=True, kw_only=True):
    """`PUT /api/organisation`."""

    name: Name
    document: Annotated[str, Meta(max_length=20)] = ""
    email: Annotated[str, Meta(max_length=320)] = ""
    phone: Annotated[str, Meta(max_length=30)] = ""
    site: Annotated[str, Meta(max_length=200)] = ""
    cau: Annotated[str, Meta(max_length=30)] = ""
    address: Address = Address()
    accent_colour: Annotated[str, Meta(pattern=r"^(#[0-9a-fA-F]{6})?$")] = ""
    timezone: Annotated[str, Meta(max_length=50)] = "America/Sao_Paulo"


class Organisation(Output, frozen=True, kw_only=True):
    """The studio, as its letterhead shows it."""

    id: UUID
    name: str
    document: str
    email: str
    phone: str
    site: str
    cau: str
    address: Address
    accent_colour: str
    timezone: str
    version: int


class PeoplePage(Output, frozen=True, kw_only=True):
    """`GET /api/people`."""

    data: list[Person]
    next_cursor: str | None


class InvitationPage(Output, frozen=True, kw_only=True):
    """`GET /api/invitations`."""

    data: list[Invitation]
    next_cursor: str | None


class PersonRef(Output, frozen=True, kw_only=True):
    """A person, by name."""

    id: UUID
    name: str


class AuditLine(Output, frozen=True, kw_only=True):
    """A line of the trail."""

    id: UUID
    at: datetime
    action: str
    result: Literal["ok", "refused", "failed"]
    person: PersonRef | None
    thing: str | None
    thing_id: UUID | None
    before: dict[str, object] | None
    after: dict[str, object] | None
    detail: dict[str, object] | None
    address: str | None
    user_agent: str | None
    request_id: str | None


class AuditPage(Output, frozen=True, kw_only=True):
    """`GET /api/audit`."""

    data: list[AuditLine]
    next_cursor: str | None


class DeadJob(Output, frozen=True, kw_only=True):
    """Background work that failed for good."""

    id: int
    job: str
    error: str
    attempts: int
    """Runs that failed."""
    failed_at: datetime
    """When the last of them did."""


class QueuedJob(Output, frozen=True, kw_only=True):
    """Background work that waits to run again."""

    id: int


class DeadJobs(Output, frozen=True, kw_only=True):
    """`GET /api/jobs/dead`."""

    data: list[DeadJob]


class FileInput(Input, frozen=True, kw_only=True):
    """`POST /api/files`: what is about to be sent."""

    name: Annotated[str, Meta(min_length=1, max_length=255)]
    content_type: Annotated[str, Meta(min_length=1, max_length=100)]
    size: Annotated[int, Meta(ge=1)]
    """Bytes."""
    sha256: Annotated[str, Meta(min_length=64, max_length=64)]
    """Hexadecimal, small letters."""
    thing: Annotated[str, Meta(min_length=1, max_length=50)]
    """What it will hang on: `briefing`, `logo` ..."""
    thing_id: UUID | None = None
    """Which one; none for the organisation's logo."""


class Upload(Output, frozen=True, kw_only=True):
    """Where to send the bytes: exactly this request, then `POST /api/files/{id}/confirm`."""

    id: UUID
    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime


class File(Output, frozen=True, kw_only=True):
    """A file that was checked."""

    id: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    url: str
    """Download address; expires after five minutes."""


class LogoInput(Input, frozen=True, kw_only=True):
    """`PUT /api/organisation/logo`; null removes the logo."""

    file_id: UUID | None
