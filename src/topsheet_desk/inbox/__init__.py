"""The inbox: what waits for me, over all productions."""
