import { words } from "../words/language";

export const dataWords = words(
  {
    changedMeanwhile: "Alguém mudou isto primeiro. A tela já mostra a versão nova: confira e repita.",
    refused: "O servidor recusou o pedido.",
    noAnswer: "O servidor não respondeu. Nada foi perdido: tente de novo quando a conexão voltar.",
    signInNeeded: "Sua sessão terminou. Entre de novo; o que você digitou continua aqui.",
    failed: "Algo deu errado nesta tela. O que você digitou continua aqui; tente de novo.",
  },
  {
    changedMeanwhile: "Somebody changed this first. The screen already shows the new version: check and try again.",
    refused: "The server refused the request.",
    noAnswer: "The server did not answer. Nothing is lost: try again when the connection is back.",
    signInNeeded: "Your session has ended. Sign in again; what you typed is still here.",
    failed: "Something went wrong on this screen. What you typed is still here; try again.",
  },
);
