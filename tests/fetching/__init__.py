"""Tests of app.fetching."""
