"""What other areas may ask of workspace: to tell people something."""

from esteio.modules.workspace.notices import Notice, NoticeAction, NoticeType
from esteio.modules.workspace.service.notifications import announce

__all__ = ["Notice", "NoticeAction", "NoticeType", "announce"]
