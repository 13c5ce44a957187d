"""`python -m topsheet.cli`: the same door where the script is not on the path."""

from __future__ import annotations

from topsheet.cli.main import main

if __name__ == "__main__":
    main()
