"""What crosses the wire in estimating, a file a group."""
