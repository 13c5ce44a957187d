"""The one migration chain of the desk."""
