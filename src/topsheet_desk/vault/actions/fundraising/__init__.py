"""Raising money: contacts and private notes, the pipeline, what was sent, terms, and the units of the company."""
