"""The slate: the films a person sits at, and the next decision of each."""
