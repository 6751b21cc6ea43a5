"""HTTP in, HTTP out: accept, call, return."""
