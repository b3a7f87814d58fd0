"""The map: incidents as uncertain as they are known, areas, and what was watched."""
