"""Measurements: question sets, labels, scorers. Nothing of the program imports this."""
