"""What was understood of a document, for people and for programs."""
