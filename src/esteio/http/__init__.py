"""The edge: one pass for every request. Knows neither live nor any module.

`edge.py` is the path of a request; `context.py` is what it carries; `problem.py` turns errors into answers;
`responses.py` finishes an answer (ETag, compression, headers); `idempotency.py`, `limits` and `identity.py`
hold one rule each; `routing.py` is what routes are declared with.
"""
