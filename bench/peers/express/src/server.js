import compression from 'compression';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';

import { authenticate, authRoutes } from './auth.js';
import { briefingRoutes } from './briefings.js';
import { pool } from './db.js';
import { orcamentoRoutes } from './orcamentos.js';

const SLOW_MS = 200;

const app = express();

app.use(helmet());
app.use(compression());
app.use(express.json({ limit: '1mb' }));

app.use((req, res, next) => {
  const started = performance.now();
  res.on('finish', () => {
    const elapsedMs = performance.now() - started;
    if (elapsedMs > SLOW_MS) console.warn(`slow: ${req.method} ${req.originalUrl} ${elapsedMs.toFixed(0)} ms`);
  });
  next();
});

// The seeds' limit by person, raised so high that it counts every request and refuses none.
const perPerson = rateLimit({
  windowMs: 60_000,
  limit: Number(process.env.RATE_LIMIT_REQUESTS_PER_MINUTE),
  keyGenerator: (req) => req.user.id,
  standardHeaders: true,
  legacyHeaders: false,
});

app.get('/health', (req, res) => {
  res.json({ status: 'ok', uptime: process.uptime(), connections: pool.totalCount });
});
app.use('/api/auth', authRoutes);
app.use('/api/briefings', authenticate, perPerson, briefingRoutes);
app.use('/api/orcamentos', authenticate, perPerson, orcamentoRoutes);

// Express knows an error handler by its four arguments.
app.use((error, req, res, _next) => {
  console.error(error);
  res.status(500).json({ error: 'Erro interno', code: 'INTERNAL_ERROR' });
});

const server = app.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  pool.end();
});
