"""The portal: what a guest of the production may see. Today an investor, and only their own line."""
