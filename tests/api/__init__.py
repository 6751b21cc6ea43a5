"""Tests of app.api, over real HTTP."""
