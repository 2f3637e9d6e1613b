"""File → text with offsets → notice record and clauses.

Read in the order of the data: `read` (bytes to text), `paragraphs` and `wrapping` (lines to
paragraphs), `furniture` (site furniture, bylines), `front` and `back` (title, number, dates;
attachments, signature, contacts), `duplicates`, `outline` (clause tree), `notice` (the record),
`clauses`; `parse` composes them. Words and patterns stand in ``data/``.
"""
