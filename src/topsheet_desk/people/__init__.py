"""People: who sits where on a production, invitations, and one's own account.

Takes in seats and letters of the vault. Hands on the people page of a production, the page behind a letter and the
account page. Does not prove who someone is: that is `site.door`.
"""
