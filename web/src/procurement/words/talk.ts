/** What is written to a supplier and back, and what hangs on a thing. */

import { words } from "../../words/language";

export const talkWords = words(
  {
    chat: {
      send: "Enviar",
      queued: "espera a conexão",
      refused: "não foi enviada",
      again: "Tentar de novo",
      discard: "Apagar",
      label: (name: string) => `Mensagem a ${name}`,
      closed: "A conversa terminou com a cotação.",
    },
    attachments: {
      add: "Anexar arquivo",
      sending: (name: string, share: string) => `${name}: ${share}`,
      none: "Nenhum arquivo.",
      open: (name: string) => `Abrir ${name}`,
      drop: "Solte os arquivos aqui",
      photo: "Tirar foto",
    },
  },
  {
    chat: {
      send: "Send",
      queued: "waits for the connection",
      refused: "was not sent",
      again: "Try again",
      discard: "Delete",
      label: (name: string) => `Message to ${name}`,
      closed: "The conversation ended with the quotation.",
    },
    attachments: {
      add: "Attach a file",
      sending: (name: string, share: string) => `${name}: ${share}`,
      none: "No files.",
      open: (name: string) => `Open ${name}`,
      drop: "Drop files here",
      photo: "Take a photo",
    },
  },
);
