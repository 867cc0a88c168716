"""The only list of modules. An area that is not here does not exist."""

from esteio.core.module import Module
from esteio.modules import estimating, procurement, workspace

MODULES: tuple[Module, ...] = (workspace.MODULE, estimating.MODULE, procurement.MODULE)
