"""A Paddle Billing for one machine: API, webhooks, checkout and a clock that can be moved."""
