"""What other areas may ask of workspace: to tell people something, who may do what, what day it is, its letterhead,
files that come by a link, and for whom the clock starts something."""

from esteio.modules.workspace.notices import Notice, NoticeAction, NoticeType
from esteio.modules.workspace.schemas import File, FileInput, Upload
from esteio.modules.workspace.service.every_organisation import EachOrganisation, list_every
from esteio.modules.workspace.service.files import begin_on, confirm_on
from esteio.modules.workspace.service.letterhead import get_address, get_letterhead, get_logo_url
from esteio.modules.workspace.service.notifications import announce
from esteio.modules.workspace.store.members import list_active, list_holders
from esteio.modules.workspace.store.organisations import find_logo_key, get_timezone, get_today

__all__ = [
    "EachOrganisation",
    "File",
    "FileInput",
    "Notice",
    "NoticeAction",
    "NoticeType",
    "Upload",
    "announce",
    "begin_on",
    "confirm_on",
    "find_logo_key",
    "get_address",
    "get_letterhead",
    "get_logo_url",
    "get_timezone",
    "get_today",
    "list_active",
    "list_every",
    "list_holders",
]
