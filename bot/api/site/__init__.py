"""The API as one application: its routes behind authentication, and the page that describes them."""
