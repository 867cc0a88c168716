import { Router } from 'express';

import { query } from './db.js';

export const orcamentoRoutes = Router();

orcamentoRoutes.get('/:id', async (req, res) => {
  const [orcamento] = await query(
    'orcamento-by-id',
    `SELECT o.*, c.name AS client_name
       FROM orcamentos o JOIN clients c ON c.id = o.client_id
      WHERE o.id = $1 AND o.tenant_id = $2`,
    [req.params.id, req.user.escritorioId],
  );
  if (!orcamento) return res.status(404).json({ error: 'Orçamento não encontrado', code: 'NOT_FOUND' });
  return res.json(orcamento);
});
