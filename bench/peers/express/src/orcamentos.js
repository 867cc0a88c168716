import { Router } from 'express';

import { query } from './db.js';

export const orcamentoRoutes = Router();

const person = (id, name) => id && { id, name };

orcamentoRoutes.get('/:id', async (req, res) => {
  const [row] = await query(
    'orcamento-by-id',
    `SELECT o.id, o.codigo, o.versao, o.status, o.title, o.client_id, c.name AS client_name,
            o.briefing_id, b.number AS briefing_number, b.title AS briefing_title, o.area_m2, o.building_type,
            o.subtotal, o.total, o.discount, o.discount_percent, o.discount_status,
            o.discount_asked_by, asker.name AS asker_name, o.discount_decided_by, decider.name AS decider_name,
            o.valid_until::text, o.sent_at, o.decided_at, o.decided_by_name, o.decided_by_document, o.decision_reason,
            o.created_at, o.updated_at, o.version::int, o.methodology, o.policy_number, o.facts, o.extraction,
            o.pricing, o.composition, o.schedule, o.payment, o.terms, o.scope, o.notes, o.proposal_sha256,
            o.created_by, creator.name AS creator_name
       FROM orcamentos o
       JOIN clients c ON c.id = o.client_id
       JOIN briefings b ON b.id = o.briefing_id
       LEFT JOIN users asker ON asker.id = o.discount_asked_by
       LEFT JOIN users decider ON decider.id = o.discount_decided_by
       LEFT JOIN users creator ON creator.id = o.created_by
      WHERE o.id = $1 AND o.tenant_id = $2`,
    [req.params.id, req.user.escritorioId],
  );
  if (!row) return res.status(404).json({ error: 'Orçamento não encontrado', code: 'NOT_FOUND' });
  return res.json({
    id: row.id,
    codigo: row.codigo,
    versao: row.versao,
    status: row.status,
    title: row.title,
    client: { id: row.client_id, name: row.client_name },
    briefing: { id: row.briefing_id, number: row.briefing_number, title: row.briefing_title },
    areaM2: row.area_m2,
    buildingType: row.building_type,
    subtotal: row.subtotal,
    total: row.total,
    discountStatus: row.discount_status,
    validUntil: row.valid_until,
    sentAt: row.sent_at,
    decidedAt: row.decided_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
    methodology: row.methodology,
    policyNumber: row.policy_number,
    facts: row.facts,
    extraction: row.extraction,
    pricing: row.pricing,
    composition: row.composition,
    schedule: row.schedule,
    payment: row.payment,
    terms: row.terms,
    discount: {
      amount: row.discount,
      percent: row.discount_percent,
      status: row.discount_status,
      askedBy: person(row.discount_asked_by, row.asker_name),
      decidedBy: person(row.discount_decided_by, row.decider_name),
    },
    scope: row.scope,
    notes: row.notes,
    decision: row.decided_at && {
      at: row.decided_at,
      name: row.decided_by_name,
      document: row.decided_by_document,
      reason: row.decision_reason,
    },
    proposalSha256: row.proposal_sha256,
    createdBy: person(row.created_by, row.creator_name),
  });
});
