"""The vault: which productions there are, who the people are, and who sits where.

Takes in a workspace folder and people. Hands on a seat: one person, in one role, on one production. The documents
stay in the production's folder, and are read, never changed, by this release.
"""
