"""Load tests and the peers they run against; `make bench` and `make bench-quick`. See README.md here."""
