"""Sign-in back-off: who fails five times in 15 minutes waits, longer each time, by account and by address.

| failures        | wait before the next try |
| --------------- | ------------------------ |
| 1 to 4 in 15 min | none                    |
| 5th             | 30 s                     |
| 6th             | 1 min                    |
| 7th             | 2 min                    |
| 8th             | 4 min                    |
| 9th             | 8 min                    |
| 10th and more   | 15 min                   |

Every 15 minutes without a failure take one step back. A try during the wait is refused, whatever the password, and
counts for nothing. A right password clears the account, but nothing on the address: an account of one's own is no way
to go on guessing at others. So one account can be tried some 96 times a day, from however many addresses.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets

import msgspec

from esteio.http.limits.store import BackOff
from esteio.http.limits.stores import LimitStores

BACK_OFF = BackOff(failures=5, window_s=900.0, delays_s=(30.0, 60.0, 120.0, 240.0, 480.0, 900.0))


class SignInAttempt(msgspec.Struct, frozen=True):
    """Whether a password may be looked at now."""

    id: str
    account: str
    """Digest of the account's name, so that no e-mail address lies in Valkey."""
    address: str
    retry_after_s: float
    """0: go on."""

    @property
    def allowed(self) -> bool:
        return self.retry_after_s <= 0


class SignInGuard:
    """Asks before each look at a password: `begin`, then `succeeded` if it was right or `failed` if not.

    Also for one-time codes and password resets, with an account name of their own.
    """

    def __init__(self, stores: LimitStores) -> None:
        self._stores = stores

    async def begin(self, account: str, address: str) -> SignInAttempt:
        """The attempt on `account` (as typed; letter case does not matter) from `address` (an `address_key`).

        For the account it counts as a failure from here on, unless it is refused, so that a hundred guesses at once
        are five. For the address only what `failed` says counts: twenty people of one office who sign in at the same
        moment are no attack. Without Valkey each process counts for itself.
        """
        id_, account, address = secrets.token_hex(8), _account_subject(account), f"address:{address}"
        waits_s = await asyncio.gather(
            self._admit(account, id_), self._stores.ask(lambda store: store.waiting(address, BACK_OFF))
        )
        if waits_s[1] and not waits_s[0]:
            await self._stores.ask(lambda store: store.take_back(account, id_))
        return SignInAttempt(id_, account, address, max(waits_s))

    async def succeeded(self, attempt: SignInAttempt) -> None:
        """The password was right: what was guessed at this account before is forgotten."""
        await self._forget(attempt.account)

    async def failed(self, attempt: SignInAttempt) -> None:
        """The password was wrong: now it counts for the address, too."""
        await self._admit(attempt.address, attempt.id)

    async def forget(self, account: str) -> None:
        """Let `account` be tried again at once, after its password was reset or an administrator said so."""
        await self._forget(_account_subject(account))

    async def _admit(self, subject: str, attempt_id: str) -> float:
        return await self._stores.ask(lambda store: store.admit(subject, attempt_id, BACK_OFF))

    async def _forget(self, subject: str) -> None:
        await self._stores.ask(lambda store: store.forget(subject))


def _account_subject(account: str) -> str:
    return "account:" + hashlib.sha256(account.strip().casefold().encode(errors="surrogatepass")).hexdigest()
