"""The log: who did what when, in words, per production and per person.

Takes in the lines that the vault's actions leave. Hands on a page of them, a CSV and a print, each reader seeing the
lines of the pages they open. Does not write: every act writes its own line, in the transaction of the act.
"""
