"""How passwords are kept."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordKeeper(Argon2PasswordHasher):
    """Argon2id with 46 MiB and one pass, one of the settings that OWASP's password storage cheat sheet names as equal.

    Django's own takes 100 MiB: eight people who sign in at the same time would then need 800 MiB of a small server.
    """

    time_cost = 1
    memory_cost = 47_104
    parallelism = 1
