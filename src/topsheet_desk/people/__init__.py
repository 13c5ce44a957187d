"""People: seats, invitations, and one's own account."""
