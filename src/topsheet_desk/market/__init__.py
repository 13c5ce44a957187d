"""The market room: what each territory may bring, and what is sold."""
