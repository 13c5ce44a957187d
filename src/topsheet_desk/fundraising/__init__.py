"""Fundraising: contacts across the slate, a production's pipeline of financiers, and the units of its company."""
