"""Ways to tell people outside: Slack, Teams, Telegram, a webhook and what else apprise knows, by names of one's own.

`ALERT_TARGETS` gives each a name and apprise's address for it. The addresses hold secrets and reach into the network
of the server, so they come from who runs the server and nobody else: rules and answers know names only, and the
library does not log.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from esteio.core.errors import ConfigurationError, Unavailable
from esteio.core.jobs import PermanentFailure
from esteio.live.alerts.rules import EMAIL, Severity

# The first tells whole addresses when it is asked to debug, the second the path of each request, which for Slack and
# the like is the secret.
for _name, _level in (("apprise", logging.CRITICAL + 1), ("urllib3", logging.WARNING), ("requests", logging.WARNING)):
    logging.getLogger(_name).setLevel(_level)


class TargetUnavailable(Unavailable):
    """Destino de alertas fora do ar"""

    code = "ALERT_TARGET_UNAVAILABLE"
    default_detail = "O destino do alerta não aceitou a mensagem agora."
    english = "The target of the alert did not take the message now."


class TargetUnknown(PermanentFailure):
    """Destino de alertas desconhecido"""

    code = "ALERT_TARGET_UNKNOWN"
    default_detail = "O destino do alerta não está configurado em ALERT_TARGETS."
    english = "The target of the alert is not among ALERT_TARGETS."


class Targets:
    """The configured ways, by name."""

    def __init__(self, senders: Mapping[str, Any]) -> None:
        self._senders = senders

    async def send(self, name: str, *, title: str, body: str, severity: Severity, resolved: bool) -> None:
        """Tell; raises `TargetUnknown`, `TargetUnavailable`."""
        sender = self._senders.get(name)
        if sender is None:
            raise TargetUnknown()
        kind = "success" if resolved else _KINDS[severity]
        if not await sender.async_notify(body=body, title=title, notify_type=kind, body_format="text"):
            raise TargetUnavailable()


_KINDS = {Severity.INFO: "info", Severity.WARNING: "warning", Severity.CRITICAL: "failure"}


def parse_targets(settings: Sequence[str]) -> Targets:
    """The targets of `name=address` texts; raises `ConfigurationError`, which does not repeat an address."""
    if not settings:
        return Targets({})
    from apprise import Apprise  # noqa: PLC0415 - 0.2 s of imports, for those who use it

    senders: dict[str, Any] = {}
    for name in target_names(settings):
        address = next(each for each in settings if each.partition("=")[0].strip() == name).partition("=")[2]
        senders[name] = sender = Apprise()
        if not sender.add(address.strip()):
            raise ConfigurationError(
                f"ALERT_TARGETS: the address of {name} is none that apprise knows; see its list of services."
            )
    return Targets(senders)


def target_names(settings: Sequence[str]) -> list[str]:
    """The names of `name=address` texts; raises `ConfigurationError` for one without name or address, or twice."""
    names: list[str] = []
    for text in settings:
        name, _, address = text.partition("=")
        name = name.strip()
        if not name.replace("-", "").replace("_", "").isalnum() or not address.strip() or name in {*names, EMAIL}:
            raise ConfigurationError(
                "ALERT_TARGETS: write name=address, separated by commas (a comma within an address as %2C), each name "
                f"once and none of them {EMAIL}."
            )
        names.append(name)
    return names
