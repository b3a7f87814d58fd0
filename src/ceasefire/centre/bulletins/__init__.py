"""The daily bulletin: drafted, cleared, released under signature, corrected openly, reproduced exactly."""
