"""What is said of a ledger: what a sound copy holds, who cosigned it, what an assessment cites of it.

Words only; what is sound was found out in `ceasefire.ledger`. "Last cosigned at size N" stands wherever a checkpoint
does.
"""

from ceasefire.publish.custody._cited import cited_in_words, cosigned_in_words
from ceasefire.publish.custody._facts import compared_text, entry_line, entry_text, facts_json, facts_text

__all__ = [
    "cited_in_words",
    "compared_text",
    "cosigned_in_words",
    "entry_line",
    "entry_text",
    "facts_json",
    "facts_text",
]
