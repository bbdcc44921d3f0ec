"""What goes with a session on paper and in the calendar: the handout's pages, its code to scan, the calendar's file."""
