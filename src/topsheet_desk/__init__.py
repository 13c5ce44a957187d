"""The desk: the site on which people read a production, each only their own part.

Takes in production folders and people. Hands on pages, tables and papers. Does not compute: every figure comes from
`topsheet`. Inside, `pages` and `commands` call `lookups`, `lookups` read `records` and call the library.
"""
