"""What Huifang decides and does. Nothing here sends, or opens a socket."""
