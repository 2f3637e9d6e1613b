"""Hits → Answer: evidence, answerability, short answer, citations. Takes hits, never a store."""
