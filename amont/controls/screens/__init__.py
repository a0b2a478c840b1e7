"""Pages of controls: the list, the control and its items on a phone, its end, the act on paper."""
