"""The real server, driven from outside."""
