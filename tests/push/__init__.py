"""Tests of app.push."""
