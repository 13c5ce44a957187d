"""The closing room: conditions before the money, what is owed on which day, what is held, and what a loss would do."""
