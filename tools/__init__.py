"""What `make` runs: set-up, port check, Chromium, lock files and the whole suite, in plain Python."""
