"""What an assessment becomes on paper and on screen."""
