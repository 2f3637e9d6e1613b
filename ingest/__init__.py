"""File → text with offsets → notice record and clauses.

Read in the order of the data: `read` (bytes to text), `paragraphs`, `furniture` (site furniture and
bylines), `matter` (title, number, dates, signature, attachments), `duplicates`, `outline` (clause
tree), `clauses`, and `parse`, which composes them. What words and patterns mean stands in ``data/``.
"""
