"""Pure decisions and sums of estimating: no I/O, no clock, no database.

`extraction/` reads answers into `facts.py`; `pricing.py` finds the price by one of `methods/`, with every figure
from `policy/`; `composition.py`, `schedule.py` and `payment.py` divide it; `comparison.py` sets two versions side
by side; `states.py` says what may follow what.
"""
