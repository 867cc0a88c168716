"""Use cases of estimating, a file a group."""
