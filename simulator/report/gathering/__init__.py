"""The same incident at several tables, as a document, as tables for who counts, and for programs."""
