"""Procurement's paper: the purchase order, the comparison map."""
