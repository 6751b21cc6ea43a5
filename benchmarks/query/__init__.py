"""What `make bench-query` measures: queries of a large made data set, the service over HTTP, and its peers."""
