"""Bytes in, values out: finds the entries of a page. Pure: no I/O, no clock, no database."""
