"""What every page of the console uses: session, forms, rendering, formats and headers."""
