"""The incentives room: each programme, what qualifies, and how far its rule can be relied on."""
