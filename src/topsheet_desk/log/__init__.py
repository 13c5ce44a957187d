"""The log: who did what when, in words."""
