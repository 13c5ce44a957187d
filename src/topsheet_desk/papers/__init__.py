"""Papers: the one page and every figure, to take away; and papers made for others, kept as they went out."""
