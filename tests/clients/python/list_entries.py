"""Prints the title of each entry by an author, with the generated client.

Usage: list_entries.py BASE_URL AUTHOR
"""

import sys

from liveblog_client import Client
from liveblog_client.api.entries import list_entries
from liveblog_client.models import EntryList

base_url, author = sys.argv[1:]
with Client(base_url=base_url) as client:
    answer = list_entries.sync(client=client, author=[author], limit=50)
assert isinstance(answer, EntryList), answer
sys.stdout.writelines(f"{entry.title}\n" for entry in answer.data)
