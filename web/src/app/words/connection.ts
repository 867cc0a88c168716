import { words } from "../../words/language";

export const connectionWords = words(
  {
    live: "ao vivo",
    catchingUp: "atualizando",
    polling: "aos poucos",
    offline: "offline",
    refused: (count: number) => (count === 1 ? "1 recusada" : `${count} recusadas`),
    waiting: (count: number) => (count === 1 ? "1 espera" : `${count} esperam`),
    sending: (count: number) => (count === 1 ? "enviando 1" : `enviando ${count}`),
  },
  {
    live: "live",
    catchingUp: "catching up",
    polling: "bit by bit",
    offline: "offline",
    refused: (count: number) => `${count} refused`,
    waiting: (count: number) => `${count} waiting`,
    sending: (count: number) => `sending ${count}`,
  },
);
