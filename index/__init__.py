"""The stores: catalogue (SQLite, FTS5) as the source of truth, vectors (Chroma), embedding models.

Read `index.py` first: `Index` is what the other folders use.
"""
