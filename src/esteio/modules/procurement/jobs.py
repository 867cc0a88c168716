"""Background work of procurement, from the files that do it."""

from esteio.modules.procurement.approval_jobs import look_after_approvals, looking_after, sign_many

__all__ = ["look_after_approvals", "looking_after", "sign_many"]
