"""Search: words or a number found in one production, as far as the reader's role sees.

Takes in what was typed. Hands on figures, scenes, lines of documents, people and reports, each with its page. What the
reader may not see is not looked at, so that neither a result nor a count speaks of it.
"""
