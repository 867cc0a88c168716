import { createSecretKey } from 'node:crypto';

import argon2 from 'argon2';
import { Router } from 'express';
import jwt from 'jsonwebtoken';

import { query } from './db.js';

// A key object instead of the text: jsonwebtoken would try to read the text as a public key at every request (22% of the
// time of a list, by profile).
const SECRET = createSecretKey(Buffer.from(process.env.JWT_SECRET));

export const authRoutes = Router();

authRoutes.post('/login', async (req, res) => {
  const { email, password } = req.body ?? {};
  const [user] = await query(
    'user-by-email',
    `SELECT u.id, u.email, u.name, u.password_hash, m.tenant_id
       FROM users u JOIN memberships m ON m.user_id = u.id
      WHERE lower(u.email) = lower($1)`,
    [email],
  );
  if (!user || !(await argon2.verify(user.password_hash, password))) {
    return res.status(401).json({ error: 'E-mail ou senha inválidos', code: 'INVALID_CREDENTIALS' });
  }
  const claims = { id: user.id, email: user.email, escritorioId: user.tenant_id };
  return res.json({
    token: jwt.sign(claims, SECRET, { expiresIn: process.env.JWT_EXPIRES_IN ?? '15m' }),
    refreshToken: jwt.sign({ id: user.id }, SECRET, { expiresIn: '30d' }),
    user: { id: user.id, email: user.email, name: user.name },
  });
});

export function authenticate(req, res, next) {
  const [scheme, token] = (req.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) {
    return res.status(401).json({ error: 'Token não fornecido', code: 'NO_TOKEN' });
  }
  try {
    req.user = jwt.verify(token, SECRET, { algorithms: ['HS256'] });
  } catch {
    return res.status(401).json({ error: 'Token inválido', code: 'INVALID_TOKEN' });
  }
  return next();
}
