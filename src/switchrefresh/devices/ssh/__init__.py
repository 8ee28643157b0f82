"""The one place that knows netmiko and paramiko."""
