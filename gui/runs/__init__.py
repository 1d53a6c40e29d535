"""The list of runs in a drawer under the page, and what can be done with them."""
