"""Passwords in tests: the same algorithm with little memory, since every test signs somebody in."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    """Argon2id as served, at the least cost it allows. The served cost has a test of its own."""

    time_cost = 1
    memory_cost = 64  # KiB
    parallelism = 1
