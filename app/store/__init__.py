"""Postgres: tables, recording, the change log and queries."""
