"""Papers: the one page and every figure, to take away."""
