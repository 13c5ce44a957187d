"""The inbox: what waits for a person, over all their productions.

Takes in who asks and the moment. Hands on items from providers, each a function of its own: whoever keeps something
that can wait writes one and names it in `inbox/lookups.py`. Does not decide, file or approve: each item links to where.
"""
