"""What crosses the wire in procurement, a file a group."""
