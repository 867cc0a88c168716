"""What other areas may ask of workspace: to tell people something, who may do what, what day it is, its letterhead."""

from esteio.modules.workspace.notices import Notice, NoticeAction, NoticeType
from esteio.modules.workspace.service.letterhead import get_address, get_letterhead
from esteio.modules.workspace.service.notifications import announce
from esteio.modules.workspace.store.members import list_active, list_holders
from esteio.modules.workspace.store.organisations import find_logo_key, get_today

__all__ = [
    "Notice",
    "NoticeAction",
    "NoticeType",
    "announce",
    "find_logo_key",
    "get_address",
    "get_letterhead",
    "get_today",
    "list_active",
    "list_holders",
]
