"""In and out: a production's folder taken in and taken out."""
