"""The demonstration's site: the ledger of September 2016, keys that everybody knows, one account for each role."""

from ceasefire.cli._site._beside import ask_for_board, serve_demo
from ceasefire.cli._site._demo import build_demo_site, demo_environment, tell_accounts

__all__ = ["ask_for_board", "build_demo_site", "demo_environment", "serve_demo", "tell_accounts"]
