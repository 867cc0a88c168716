"""Esteio: the live back office of Brazilian studios, builders, service firms and shops."""

__version__ = "0.1.0"
