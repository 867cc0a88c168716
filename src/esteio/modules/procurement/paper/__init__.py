"""Procurement's paper: the purchase order."""
