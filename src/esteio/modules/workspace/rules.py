"""Fixed terms of workspace. A link's purpose is part of its signature: one kind never opens another's door."""

INVITATION_PURPOSE = "invitation"
INVITATION_TTL_S = 7 * 86_400

RESET_PURPOSE = "password-reset"
RESET_TTL_S = 3_600

LOGO = "logo"
"""What the file of an organisation's logo hangs on."""
