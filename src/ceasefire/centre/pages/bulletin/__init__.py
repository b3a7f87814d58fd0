"""The daily bulletin as page and PDF."""
