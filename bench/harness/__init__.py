"""Load tests of Esteio beside its peers; see bench/README.md for what is measured and how."""
