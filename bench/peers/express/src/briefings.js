import { Router } from 'express';

import { query } from './db.js';

export const briefingRoutes = Router();

briefingRoutes.get('/', async (req, res) => {
  const limit = Math.min(Number(req.query.limit) || 50, 200);
  const rows = await query(
    'briefings-list',
    `SELECT b.id, b.number, b.title, b.status, b.progress, b.client_id, c.name AS client_name,
            t.name AS template, b.responsible_id, u.name AS responsible_name,
            (SELECT count(*)::int FROM orcamentos o
              WHERE o.tenant_id = b.tenant_id AND o.briefing_id = b.id) AS orcamentos,
            b.created_at, b.updated_at, b.version::int
       FROM briefings b
       JOIN clients c ON c.id = b.client_id
       JOIN briefing_templates t ON t.id = b.template_id
       LEFT JOIN users u ON u.id = b.responsible_id
      WHERE b.tenant_id = $1
      ORDER BY b.created_at DESC, b.id DESC
      LIMIT $2`,
    [req.user.escritorioId, limit + 1],
  );
  const page = rows.slice(0, limit);
  res.json({
    data: page.map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      status: row.status,
      progress: row.progress,
      client: { id: row.client_id, name: row.client_name },
      template: row.template,
      responsible: row.responsible_id && { id: row.responsible_id, name: row.responsible_name },
      orcamentos: row.orcamentos,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      version: row.version,
    })),
    nextCursor: rows.length > limit ? page.at(-1).id : null,
  });
});
