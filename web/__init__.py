"""Plain HTTP routes beside the app: health, and jobs from the command line."""
