"""Background work of estimating."""
