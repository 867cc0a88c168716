"""Use cases of procurement, a file a group."""
