"""The terminal front end. Textual lives only here."""
