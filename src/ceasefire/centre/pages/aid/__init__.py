"""Aid: areas and days on the access ladder, convoys, how long each area has gone without."""
