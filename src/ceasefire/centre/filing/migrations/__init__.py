"""The changes of the tables of drafts."""
