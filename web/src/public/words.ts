import { words } from "../words/language";

export const publicWords = words(
  {
    loading: "Carregando",
    by: "Página segura, feita com Esteio",
    closed: "Este link já não vale",
    unreachable: "Sem resposta do servidor",
    retry: "Tentar de novo",
    refused: "O pedido foi recusado.",
    noAnswer: "Não houve resposta. O que você escreveu continua aqui: confira a internet e tente de novo.",
    yourName: "Seu nome",
    send: "Enviar",
    sent: "Enviada.",
    cancel: "Voltar",
    pdf: "Abrir em PDF",
  },
  {
    loading: "Loading",
    by: "A safe page, made with Esteio",
    closed: "This link is no longer valid",
    unreachable: "The server does not answer",
    retry: "Try again",
    refused: "The request was refused.",
    noAnswer: "There was no answer. What you wrote is still here: check the connection and try again.",
    yourName: "Your name",
    send: "Send",
    sent: "Sent.",
    cancel: "Back",
    pdf: "Open as PDF",
  },
);
