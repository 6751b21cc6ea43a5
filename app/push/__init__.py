"""Announces recorded changes to those who listen."""
