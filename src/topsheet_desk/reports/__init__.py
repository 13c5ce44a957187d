"""Reports: which are due by whose clock, which came, which are late."""
