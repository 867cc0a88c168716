"""Alerts: rules over the installation's figures, each opened and closed once, and told once to each who is to know.

`rules` decides, without asking or waiting; `judging` applies it to the stored rules in a process's turn (`Telemetry`
sees to it that there is one at a time); `jobs` tell; `targets` are the ways to chats and pagers.
"""

from esteio.live.alerts.judging import judge
from esteio.live.alerts.rules import EMAIL, AlertRule, Comparison, Severity
from esteio.live.alerts.targets import Targets, parse_targets, target_names

__all__ = ["EMAIL", "AlertRule", "Comparison", "Severity", "Targets", "judge", "parse_targets", "target_names"]
