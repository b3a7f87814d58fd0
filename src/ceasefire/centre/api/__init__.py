"""The JSON API under /api/v1/, by tokens with a scope and an expiry."""
