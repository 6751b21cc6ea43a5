"""Tests of app.render."""
