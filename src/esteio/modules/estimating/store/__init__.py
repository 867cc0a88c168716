"""All SQL of estimating, a file a group of tables, one function a query."""
