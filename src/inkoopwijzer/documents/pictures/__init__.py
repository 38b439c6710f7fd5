"""Pictures of a market as SVG: readable in black and white, with a title and a description, without script."""
