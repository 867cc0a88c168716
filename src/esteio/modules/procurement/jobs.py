"""Background work of procurement, from the files that do it."""

from esteio.modules.procurement.approval_jobs import look_after_approvals, looking_after, sign_many
from esteio.modules.procurement.approval_queue_jobs import set_queue_right
from esteio.modules.procurement.order_jobs import each_morning, send_order_mail, tell_late
from esteio.modules.procurement.quotation_closing_jobs import close_round
from esteio.modules.procurement.quotation_mail_jobs import send_quotation_mail

__all__ = [
    "close_round",
    "each_morning",
    "look_after_approvals",
    "looking_after",
    "send_order_mail",
    "send_quotation_mail",
    "set_queue_right",
    "sign_many",
    "tell_late",
]
