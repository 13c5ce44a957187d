"""Decisions: what is asked, what was decided by whom on which revisions, and who may decide how much."""
