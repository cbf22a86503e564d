"""A stand-in for Meta's WhatsApp Cloud API, with a phone page and a mailbox. Loopback only."""
