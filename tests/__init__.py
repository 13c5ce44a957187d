"""Every proof, laid out like the source."""
