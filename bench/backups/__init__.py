"""How fast and how dearly many switches are backed up, beside stock netmiko and nornir."""
