"""WhatsApp Cloud API as pure functions: check a signature, read a delivery, ask the Graph API."""
