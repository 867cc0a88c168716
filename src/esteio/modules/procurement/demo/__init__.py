"""A made-up building firm that buys: a year of it for the demo, years of it for tests of scale.

`content.py` what there is to buy and from whom · `clock.py` working time · `lives.py` what becomes of each request and
when · `firm.py` the rows that stand before the first request · `offers.py` prices and quotations · `book.py` where rows
go · `buying.py`, `goods.py`, `standing.py` the rows of a request's life · `year.py` all of them, batch by batch ·
`tables.py` the columns · `writing.py` into the database · `today.py` what only the use cases can do, as of now.
"""
