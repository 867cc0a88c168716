"""What estimating tells people of."""

from esteio.core.module import NoticeKind

BRIEFING_CONCLUDED = NoticeKind(key="briefing_concluded", label="Um briefing meu foi concluído")
ORCAMENTO_SENT = NoticeKind(key="orcamento_sent", label="Um orçamento meu foi enviado ao cliente")
ORCAMENTO_APPROVED = NoticeKind(key="orcamento_approved", label="Um orçamento meu foi aprovado")
ORCAMENTO_REJECTED = NoticeKind(key="orcamento_rejected", label="Um orçamento meu foi recusado")
ORCAMENTO_EXPIRED = NoticeKind(key="orcamento_expired", label="A validade de um orçamento meu terminou")
DISCOUNT_ASKED = NoticeKind(key="discount_asked", label="Um desconto espera a minha decisão")
DISCOUNT_DECIDED = NoticeKind(key="discount_decided", label="Um desconto que pedi foi decidido")

NOTICES = (
    BRIEFING_CONCLUDED,
    ORCAMENTO_SENT,
    ORCAMENTO_APPROVED,
    ORCAMENTO_REJECTED,
    ORCAMENTO_EXPIRED,
    DISCOUNT_ASKED,
    DISCOUNT_DECIDED,
)
