"""Clauses to requirements: who must, may or must not do what, until when, under which condition.

`extract` makes requirements of a parsed notice, `select` picks those that concern someone; the two
readers (`english`, `chinese`) find what binds in one sentence, from the word lists in ``data``.
"""
