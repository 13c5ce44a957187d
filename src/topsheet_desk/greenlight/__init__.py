"""The greenlight room: the gates, and what each waits for."""
