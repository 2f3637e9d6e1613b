"""The migrations, oldest first; each creates or changes tables in one transaction."""
