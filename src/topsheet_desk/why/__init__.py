"""Why: any figure opened to what made it, as far as the reader's role sees."""
