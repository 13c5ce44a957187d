"""Reports: what the production asks its people to report, by whose clock, and what came, came late, or did not come.

Takes in the duties and what was filed. Hands on a page for each report and day, and the list of all of them. Silence
is shown as late since a moment; it is never counted as nothing. Does not read the reports: figures come from papers.
"""
