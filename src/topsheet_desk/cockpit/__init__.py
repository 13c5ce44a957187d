"""The cockpit: three questions, and what waits for a decision."""
