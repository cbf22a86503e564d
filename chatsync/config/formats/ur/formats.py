"""Such as 5 نومبر 2026، 17:04 (Django's format letters)."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
TIME_FORMAT = "H:i"
