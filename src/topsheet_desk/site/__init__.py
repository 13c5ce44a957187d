"""What all rooms share: settings, sign-in, permissions, the table and chart values, base templates, the look."""
