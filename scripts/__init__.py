"""Helpers of development."""
