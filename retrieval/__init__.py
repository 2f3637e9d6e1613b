"""Question → Hits: question analysis, candidates, scoring, fusion, passages."""
