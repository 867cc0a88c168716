"""How often someone may ask: limits by person, address and cost, blocked addresses, and sign-in back-off.

`RateLimiter` decides each request, mostly without leaving the process; `Violations` blocks an address that keeps
being refused; `SignInGuard` slows down who guesses passwords. All three stand on `LimitStores`: Valkey while it
answers, this process's memory otherwise.
"""

from esteio.http.limits.address import address_key
from esteio.http.limits.limiter import RateLimiter
from esteio.http.limits.signin import SignInAttempt, SignInGuard
from esteio.http.limits.store import Block, Limit, Verdict
from esteio.http.limits.stores import LimitStores
from esteio.http.limits.violations import SharedBlocks, Violations

__all__ = [
    "Block",
    "Limit",
    "LimitStores",
    "RateLimiter",
    "SharedBlocks",
    "SignInAttempt",
    "SignInGuard",
    "Verdict",
    "Violations",
    "address_key",
]
