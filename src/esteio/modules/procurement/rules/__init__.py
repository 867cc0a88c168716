"""Pure decisions and sums of procurement: no I/O, no clock, no database."""
