"""Tests of app.dashboard, in a real browser."""
