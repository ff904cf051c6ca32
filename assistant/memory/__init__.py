"""What the user said: records, the SQLite store, extraction and recall."""
