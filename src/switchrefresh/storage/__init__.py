"""This project's folder: strict YAML with positions, snapshots, plan, journal, locks, atomic writes."""
