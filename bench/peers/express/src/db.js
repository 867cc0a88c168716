import pg from 'pg';

// As many connections as Esteio gets. Numbers and dates come back as pg gives them (numeric as text, timestamptz as Date).
export const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  min: Number(process.env.PGPOOL_MIN_CONNECTIONS),
  max: Number(process.env.PGPOOL_MAX_CONNECTIONS),
  idleTimeoutMillis: 0,
  connectionTimeoutMillis: 10_000,
  statement_timeout: 10_000,
});

/** Runs a named statement: PostgreSQL parses and plans it once a connection. */
export async function query(name, text, values) {
  const { rows } = await pool.query({ name, text, values });
  return rows;
}
