"""How dates are written, by language: the day first, the 24-hour clock, months in words."""
