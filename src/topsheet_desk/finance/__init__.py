"""The finance room: sources and uses, the gap, the bridge from face to cash, cash by month, the options."""
