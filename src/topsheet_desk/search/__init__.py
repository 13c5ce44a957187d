"""Search: figures, papers, decisions and people by words, as far as the reader sees them."""
