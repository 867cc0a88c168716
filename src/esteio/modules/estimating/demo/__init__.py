"""Made-up studios, clients and briefings for trying the product out. Never loaded outside demo mode."""
