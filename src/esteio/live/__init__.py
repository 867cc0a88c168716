"""Live lists: no change lost, none stale. Knows no area of business; each declares its `Resource`s.

The way of a change: `changes` (rows that triggers write, in the order of `position`) -> `reading` and `feed` (told to
this process; `relay` and `broker` for many) -> `loading` (the rows as lists show them) -> `versions` and `views` (what
may be remembered) and `hub` (who is told) -> `sockets`, `sse`, or the next poll (`reads`, `deltas`).
"""
