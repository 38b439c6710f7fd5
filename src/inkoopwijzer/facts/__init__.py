"""What is known about a provider: the catalogue of facts, and dossiers that hold them."""
