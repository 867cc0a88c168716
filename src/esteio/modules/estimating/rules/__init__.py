"""Pure decisions and sums of estimating: no I/O, no clock, no database.

`methods.py` computes the price, `policy.py` holds every figure it uses, `extraction.py` reads answers,
`composition.py`, `schedule.py` and `payment.py` divide it, `states.py` says what may follow what.
"""
