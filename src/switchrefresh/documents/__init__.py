"""What we tell people: calendars, spreadsheets and pages."""
