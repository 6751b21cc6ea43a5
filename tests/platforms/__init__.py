"""Each platform reads its own fixtures as a person reviewed them."""
