"""Entries and blogs in the formats that readers ask for."""
