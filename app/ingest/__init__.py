"""From a page to recorded changes, whichever way the page came."""
