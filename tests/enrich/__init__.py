"""Tests of app.enrich."""
