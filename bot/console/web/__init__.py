"""What every page of the console stands on: session, forms, rendering, formats and headers."""
