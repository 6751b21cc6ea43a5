"""From a URL to a page, bounded and polite."""
