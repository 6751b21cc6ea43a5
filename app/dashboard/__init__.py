"""The built-in page: plain HTML, CSS and ES modules, no build step."""
