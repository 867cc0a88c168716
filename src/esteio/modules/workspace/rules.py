"""Fixed terms of workspace. A link's purpose is part of its signature: one kind never opens another's door."""

INVITATION_PURPOSE = "invitation"
INVITATION_TTL_S = 7 * 86_400

RESET_PURPOSE = "password-reset"
RESET_TTL_S = 3_600
RESETS_AN_HOUR = 5
"""Mails to one person: the request needs no sign-in, and must not fill anybody's mailbox."""

LOGO = "logo"
"""What the file of an organisation's logo hangs on."""
