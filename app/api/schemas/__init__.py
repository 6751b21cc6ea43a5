"""What we promise: the shapes of answers, as OpenAPI shows them.

Lists of entries leave Postgres as JSON in these shapes and are not built from these classes; tests hold both together.
"""
