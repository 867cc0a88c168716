import { words } from "../../words/language";

export const firstsWords = words(
  {
    title: "Comece por aqui",
    client: {
      name: "Cadastre um cliente",
      text: "E abra o briefing dele: das respostas saem preço, prazo e proposta.",
    },
    request: {
      name: "Peça a primeira compra",
      text: "Diga o que falta; daqui até a entrega, cada um vê na hora o que lhe cabe.",
    },
    people: { name: "Convide sua equipe", text: "Cada um entra por um e-mail e vê só o que é do seu trabalho." },
  },
  {
    title: "Begin here",
    client: { name: "Add a client", text: "And open their briefing: price, time and proposal come from the answers." },
    request: {
      name: "Ask for the first purchase",
      text: "Say what is needed; from here to delivery, all see at once what is theirs to do.",
    },
    people: { name: "Invite your team", text: "They come in by an e-mail and see only what belongs to their work." },
  },
);
