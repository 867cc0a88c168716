"""All SQL of workspace, a file a group of tables, one function a query."""
