"""Errors of procurement."""
