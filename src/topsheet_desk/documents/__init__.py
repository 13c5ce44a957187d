"""Documents: the working draft of each, its saves, its sealed revisions, and any two of them compared."""
