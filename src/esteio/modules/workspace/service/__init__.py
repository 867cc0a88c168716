"""Use cases of workspace, a file a group: sessions, passwords, people, invitations, roles, organisation."""
