"""The door: how a person proves who they are, on the pages of django-allauth in the desk's own words and look.

Takes in an address with its password, a second factor or a passkey. Hands on a session. Makes nobody: a person comes
in by an invitation of the room `people`, or by the command `topsheet desk person`. docs/decisions/0009-people.md.
"""
