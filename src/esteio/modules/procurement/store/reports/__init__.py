"""Figures of purchases: each report is one query, and `Filter` says of what.

Amounts of orders leave out what was given up of them. Figures are counted over ids first and named after, so that a
name costs a look-up a row of the answer and not one of each purchase.
"""
