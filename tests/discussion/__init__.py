"""How well the rules tell spam from ham, measured on comments of a known making."""
