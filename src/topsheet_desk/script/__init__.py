"""The script room: scenes with their length, by set and by time of day."""
