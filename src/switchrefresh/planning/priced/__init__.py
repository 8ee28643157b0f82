"""Campaigns by prices: what each building could do on every date as arrays, prices for crews' time, and a search."""
