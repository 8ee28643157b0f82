"""What a running config alone says shall be, in the same model as what is."""
