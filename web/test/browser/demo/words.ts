/** What the page says. */

import type { FeedStatus, LiveState } from "../../../src/live";

const reasons = {
  network: "sem conexão",
  "sign-in": "entre de novo",
  suspended: "acesso suspenso",
  "client-fault": "recarregue a página",
} as const;

export function stateText(state: LiveState, waiting: number): string {
  const time = new Date(state.since).toLocaleTimeString("pt-BR", { hour: "2-digit", minute: "2-digit" });
  const status = {
    live: "ao vivo",
    "catching-up": "atualizando",
    polling: "atualizando aos poucos",
    offline: `offline desde ${time}: ${reasons[state.reason ?? "network"]}`,
  }[state.status];
  const queue = waiting === 0 ? "" : waiting === 1 ? " · 1 mudança espera" : ` · ${waiting} mudanças esperam`;
  return status + queue;
}

export const statuses: Readonly<Record<FeedStatus, string>> = {
  loading: "Buscando os briefings…",
  ready: "Nenhum briefing ainda. O primeiro que alguém abrir aparece aqui na hora.",
  forbidden: "Seu papel nesta organização não permite ver briefings.",
  failed: "Não foi possível ler os briefings. Recarregue a página.",
};

/** Of a briefing. */
export const stages: Readonly<Record<string, string>> = {
  EM_ANDAMENTO: "em andamento",
  CONCLUIDO: "concluído",
  EM_EDICAO: "em edição",
  ORCAMENTO_ELABORACAO: "orçamento em elaboração",
  PROJETO_INICIADO: "projeto iniciado",
};

export const refusals = {
  unknown: "Não foi possível entrar. Tente de novo.",
  noAnswer: "O servidor não respondeu. Verifique sua conexão e tente de novo.",
} as const;
