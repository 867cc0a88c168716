"""Counts shared by all processes through Valkey: each operation is one Lua script on one key.

Scripts run on one key each, so that they work in a cluster, and read Valkey's own clock, so that the clocks of the
machines do not matter. What is asked while an answer is under way leaves together, in one pipeline, when that answer
is in: the busier the process, the fewer the round trips.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from valkey.asyncio import Valkey
from valkey.exceptions import NoScriptError

from esteio.core.valkey import ValkeyLink
from esteio.http.limits.store import BackOff, Block, Blocks, Grant, Limit, Return

CALL_TIMEOUT_S = 0.04
PREFIX = "esteio:limits:"
BLOCKS_KEY = PREFIX + "blocks"
MAX_BATCH = 500


class _Script:
    """A script and the digest by which Valkey knows it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


# Times are whole milliseconds. An entry of more than a second ahead was written before the clock of Valkey was set
# back, and is dropped rather than kept for as long as the jump.
_NOW: Final = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
"""

# KEYS: the window, a hash of time of grant -> tokens. ARGV: limit, window ms, least, demand, spare.
_TAKE: Final = _Script(
    _NOW
    + """
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local least, demand, spare = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local stored, entries, used = redis.call('HGETALL', KEYS[1]), {}, 0
for i = 1, #stored, 2 do
  local at, tokens = tonumber(stored[i]), tonumber(stored[i + 1])
  if at <= now - window or at > now + 1000 then
    redis.call('HDEL', KEYS[1], stored[i])
  else
    used = used + tokens
    entries[#entries + 1] = {at, tokens}
  end
end
local free = limit - used
if free < least then
  table.sort(entries, function(a, b) return a[1] < b[1] end)
  local missing, wait = least - free, window
  for _, entry in ipairs(entries) do
    missing = missing - entry[2]
    if missing <= 0 then
      wait = math.max(1, entry[1] + window - now)
      break
    end
  end
  return {0, math.max(free, 0), wait, now}
end
local tokens = math.min(free, demand)
tokens = tokens + math.min(spare, math.floor((free - tokens) / 4))
redis.call('HINCRBY', KEYS[1], string.format('%d', now), tokens)
redis.call('PEXPIRE', KEYS[1], window)
return {tokens, free - tokens, 0, now}
"""
)

# KEYS: the window. ARGV: time of grant, tokens.
_GIVE_BACK: Final = _Script("""
local out = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
local tokens = tonumber(ARGV[2])
if out > tokens then
  redis.call('HINCRBY', KEYS[1], ARGV[1], -tokens)
elseif out > 0 then
  redis.call('HDEL', KEYS[1], ARGV[1])
end
return 0
""")

_CLEAR: Final = _Script("return redis.call('DEL', KEYS[1])")

# The blocks are a hash of address -> "since until count" (Unix seconds); the field '' holds the version, which is the
# time of the last change, so that a list that was flushed and begun anew is never taken for the old one.
_PUT_BLOCK: Final = _Script(
    _NOW
    + """
local since, ends, count = ARGV[2], ARGV[3], tonumber(ARGV[4])
local present = redis.call('HGET', KEYS[1], ARGV[1])
if present then
  local since_before, ends_before, count_before = string.match(present, '(%S+) (%S+) (%d+)')
  if tonumber(ends_before) * 1000 > now then
    since, ends, count = since_before, ends_before, count_before + 1
  end
end
local entry = since .. ' ' .. ends .. ' ' .. string.format('%d', count)
redis.call('HSET', KEYS[1], ARGV[1], entry, '',
  string.format('%.0f', clock[1] * 1000000 + clock[2]))
local keep = math.max(redis.call('PTTL', KEYS[1]), math.ceil(tonumber(ends) * 1000) - now + 1000)
redis.call('PEXPIRE', KEYS[1], string.format('%d', keep))
return entry
"""
)

_DROP_BLOCK: Final = _Script(
    _NOW
    + """
local there = redis.call('HDEL', KEYS[1], ARGV[1])
if there == 1 then
  redis.call('HSET', KEYS[1], '', string.format('%.0f', clock[1] * 1000000 + clock[2]))
end
return there
"""
)

_LIST_BLOCKS: Final = _Script(
    _NOW
    + """
local version = redis.call('HGET', KEYS[1], '') or '0'
if version == ARGV[1] then return false end
local stored, live = redis.call('HGETALL', KEYS[1]), {version}
for i = 1, #stored, 2 do
  if stored[i] ~= '' then
    local ends = string.match(stored[i + 1], '%S+ (%S+)')
    if tonumber(ends) * 1000 > now then
      live[#live + 1] = stored[i]
      live[#live + 1] = stored[i + 1]
    else
      redis.call('HDEL', KEYS[1], stored[i])
    end
  end
end
return live
"""
)

# KEYS: the subject, a hash with level, last, latest, and a field f:ID -> "time raised last-before
# level-before" for each failure.
# ARGV: attempt, failures that start it, window ms, delays ms...
_ADMIT: Final = _Script(
    _NOW
    + """
local window, steps = tonumber(ARGV[3]), #ARGV - 3
local stored = redis.call('HGETALL', KEYS[1])
local level, last, recent = 0, 0, 0
for i = 1, #stored, 2 do
  local field, value = stored[i], stored[i + 1]
  if field == 'level' then
    level = tonumber(value)
  elseif field == 'last' then
    last = math.min(tonumber(value), now)
  elseif string.sub(field, 1, 2) == 'f:' then
    if tonumber(string.match(value, '%d+')) > now - window then
      recent = recent + 1
    else
      redis.call('HDEL', KEYS[1], field)
    end
  end
end
local level_before = level
level = math.max(0, level - math.floor((now - last) / window))
if level > 0 then
  local wait = last + tonumber(ARGV[3 + level]) - now
  if wait > 0 then return wait end
end
if ARGV[1] == '' then return 0 end
local raised = 0
if level < steps and (level > 0 or recent + 1 >= tonumber(ARGV[2])) then raised = 1 end
level = level + raised
redis.call('HSET', KEYS[1], 'level', level, 'last', string.format('%d', now), 'latest', ARGV[1],
  'f:' .. ARGV[1], string.format('%d %d %d %d', now, raised, last, level_before))
redis.call('PEXPIRE', KEYS[1], string.format('%d', (level + 1) * window))
return 0
"""
)

_TAKE_BACK: Final = _Script("""
local entry = redis.call('HGET', KEYS[1], 'f:' .. ARGV[1])
if not entry then return 0 end
redis.call('HDEL', KEYS[1], 'f:' .. ARGV[1])
local raised, last_before, level_before = string.match(entry, '%d+ (%d+) (%d+) (%d+)')
if redis.call('HGET', KEYS[1], 'latest') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'last', last_before, 'level', level_before)
else
  local level = tonumber(redis.call('HGET', KEYS[1], 'level') or '0')
  redis.call('HSET', KEYS[1], 'level', math.max(0, level - raised))
end
return 1
""")


class _Call(msgspec.Struct, frozen=True, eq=False):
    script: _Script
    key: str
    arguments: tuple[str | int, ...]
    answer: asyncio.Future[Any]


class ValkeyStore:
    """The store of all processes on one Valkey.

    Every operation raises `ValkeyUnavailable`, after two call timeouts (80 ms) at the latest; whoever has less
    time sets a limit of its own.
    """

    def __init__(self, link: ValkeyLink) -> None:
        self._link = link
        self._waiting: list[_Call] = []
        self._flight: asyncio.Task[None] | None = None

    async def take(self, limit: Limit, key: str, *, least: int, demand: int, spare: int) -> Grant:
        window_ms = round(limit.window_s * 1000)
        tokens, left, wait_ms, at = await self._ask(
            _TAKE, _window_key(limit, key), limit.per_window, window_ms, least, demand, spare
        )
        return Grant(tokens, left, wait_ms / 1000, at)

    async def give_back(self, returns: Sequence[Return]) -> None:
        calls = [
            self._ask(_GIVE_BACK, _window_key(back.limit, back.key), back.granted_at, back.tokens) for back in returns
        ]
        await asyncio.gather(*calls)

    async def clear(self, limit: Limit, key: str) -> None:
        await self._ask(_CLEAR, _window_key(limit, key))

    async def put_block(self, block: Block) -> Block:
        since, until = block.since.timestamp(), block.until.timestamp()
        entry = await self._ask(_PUT_BLOCK, BLOCKS_KEY, block.address, f"{since:.3f}", f"{until:.3f}", block.count)
        return _block(block.address, entry)

    async def drop_block(self, address: str) -> bool:
        return bool(await self._ask(_DROP_BLOCK, BLOCKS_KEY, address))

    async def list_blocks(self, known_version: int) -> Blocks | None:
        answer = await self._ask(_LIST_BLOCKS, BLOCKS_KEY, known_version)
        if answer is None:
            return None
        pairs = zip(answer[1::2], answer[2::2], strict=True)
        return Blocks(int(answer[0]), tuple(_block(address.decode(), entry) for address, entry in pairs))

    async def admit(self, subject: str, attempt_id: str, back_off: BackOff) -> float:
        delays_ms = (round(delay_s * 1000) for delay_s in back_off.delays_s)
        window_ms = round(back_off.window_s * 1000)
        wait_ms = await self._ask(_ADMIT, _subject_key(subject), attempt_id, back_off.failures, window_ms, *delays_ms)
        return wait_ms / 1000

    async def waiting(self, subject: str, back_off: BackOff) -> float:
        return await self.admit(subject, "", back_off)  # an attempt without an id is only a question

    async def take_back(self, subject: str, attempt_id: str) -> None:
        await self._ask(_TAKE_BACK, _subject_key(subject), attempt_id)

    async def forget(self, subject: str) -> None:
        await self._ask(_CLEAR, _subject_key(subject))

    def _ask(self, script: _Script, key: str, *arguments: str | int) -> asyncio.Future[Any]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        self._waiting.append(_Call(script, key, arguments, answer))
        if self._flight is None:
            self._flight = loop.create_task(self._fly())
        return answer

    async def _fly(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
                # Who gave up waiting must not be given tokens that nobody would spend.
                await self._answer([call for call in batch if not call.answer.done()])
        finally:
            self._flight = None

    async def _answer(self, batch: list[_Call]) -> None:
        async def send(client: Valkey) -> list[Any]:
            return await _send(client, batch)

        try:
            answers = await self._link.run(send, timeout_s=CALL_TIMEOUT_S)
        except Exception as error:  # the callers' to handle, whatever it is: each waits for its answer
            for call in batch:
                if not call.answer.done():
                    call.answer.set_exception(error)
            return
        for call, answer in zip(batch, answers, strict=True):
            if not call.answer.done():
                call.answer.set_result(answer)


async def _send(client: Valkey, batch: list[_Call]) -> list[Any]:
    """The answers to `batch`, in order. Valkey forgets its scripts when it restarts; then they are sent whole."""
    answers = await _run(client, [("EVALSHA", call.script.digest, 1, call.key, *call.arguments) for call in batch])
    unknown = [index for index, answer in enumerate(answers) if isinstance(answer, NoScriptError)]
    if unknown:
        calls = [batch[index] for index in unknown]
        again = await _run(client, [("EVAL", call.script.text, 1, call.key, *call.arguments) for call in calls])
        for index, answer in zip(unknown, again, strict=True):
            answers[index] = answer
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return answers


async def _run(client: Valkey, commands: list[tuple[str | int, ...]]) -> list[Any]:
    pipeline = client.pipeline(transaction=False)
    for command in commands:
        pipeline.execute_command(*command)
    return await pipeline.execute(raise_on_error=False)


def _window_key(limit: Limit, key: str) -> str:
    return f"{PREFIX}{limit.name}:{key}"


def _subject_key(subject: str) -> str:
    return f"{PREFIX}back-off:{subject}"


def _block(address: str, entry: bytes) -> Block:
    since, until, count = entry.decode().split()
    return Block(
        address,
        datetime.fromtimestamp(float(since), UTC),
        datetime.fromtimestamp(float(until), UTC),
        int(count),
    )
