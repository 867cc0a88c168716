"""The proposal that a studio's client reads: a document of values (`document`), printed as PDF (`render`)."""
