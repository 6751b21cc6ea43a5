"""Liveblog API: live-blog pages in, entries out."""
