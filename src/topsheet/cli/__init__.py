"""The command line: `topsheet film`, `why`, `paper`, `new`, `schema`, and what other packages mount.

Takes in arguments. Hands on text, files and an exit code: 0 done, 2 refused or something is wrong in the papers.
Computes nothing: each command reads a folder, calls the library once and prints.
"""
