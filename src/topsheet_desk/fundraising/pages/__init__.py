"""One request, one lookup or one action, one template."""
