"""All SQL of procurement, a file a group of tables, one function a query."""
