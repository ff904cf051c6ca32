"""Model files: which ones are worth having, how they are fetched, and which one is in use."""
