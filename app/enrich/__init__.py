"""Small pure functions that add to a parsed blog what its page does not say outright."""
