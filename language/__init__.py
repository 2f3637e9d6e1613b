"""Text functions that every stage shares: no project imports, no files but word lists.

`script` tells languages apart, `normalise` folds characters with a way back, `sentences` splits,
`dates` finds dates, `numerals` reads Chinese numbers, `tokens` makes index terms.
"""
