"""HTTP of procurement: parse, call one use case, answer."""

ROUTES = ()
