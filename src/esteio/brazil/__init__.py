"""What Brazil writes in its own way: documents, addresses, telephones, money, numbers, dates, business days.

Stands alone: imports nothing of esteio, reads no clock and does no I/O. Every module reads what people type
(`normalise` or `parse_…`, which raise a subclass of `InvalidText` with a sentence in Portuguese) and writes
what people read (`formatted` or `format_…`). What is stored is always the normalised form.
"""
