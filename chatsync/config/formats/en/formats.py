"""Such as 5 Nov 2026, 17:04 (Django's format letters)."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
