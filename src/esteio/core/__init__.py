"""What stands without HTTP: database, access, tokens, jobs, files, mail, metrics. Knows nothing above it."""
