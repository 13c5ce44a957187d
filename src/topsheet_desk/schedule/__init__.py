"""The schedule room: strips on days, the calendar, and who works when."""
