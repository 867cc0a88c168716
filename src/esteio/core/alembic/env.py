"""Alembic's entry: one transaction a revision, short locks, so that a busy server is not stopped."""

from alembic import context
from sqlalchemy import text

connection = context.config.attributes["connection"]
connection.execute(text("set lock_timeout = '5s'"))
connection.execute(text("set statement_timeout = '10min'"))
connection.commit()
context.configure(connection=connection, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
connection.execute(text("reset lock_timeout"))
connection.execute(text("reset statement_timeout"))
connection.commit()
