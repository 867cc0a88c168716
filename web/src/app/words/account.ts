import { words } from "../../words/language";

export const accountWords = words(
  {
    theme: "Aparência",
    themes: { light: "Clara", dark: "Escura", system: "Do sistema" },
    language: "Idioma",
    settings: "Preferências e senha",
    sessions: "Onde estou conectado",
    keys: "Teclas",
    signOut: "Sair",
    signOutTitle: "Sair da conta?",
    waiting: (count: number) =>
      count === 1
        ? "1 mudança ainda não chegou ao servidor e será perdida:"
        : `${count} mudanças ainda não chegaram ao servidor e serão perdidas:`,
    drafts: "Rascunhos guardados neste navegador são apagados.",
    signOutAnyway: "Sair e perder",
    stay: "Ficar",
    offlineNote: "Sem conexão: a sessão termina no servidor quando a rede voltar.",
    organisations: "Suas organizações",
    here: "você está aqui",
  },
  {
    theme: "Appearance",
    themes: { light: "Light", dark: "Dark", system: "System" },
    language: "Language",
    settings: "Preferences and password",
    sessions: "Where I am signed in",
    keys: "Keys",
    signOut: "Sign out",
    signOutTitle: "Sign out?",
    waiting: (count: number) =>
      count === 1
        ? "1 change has not reached the server yet and will be lost:"
        : `${count} changes have not reached the server yet and will be lost:`,
    drafts: "Drafts kept in this browser are deleted.",
    signOutAnyway: "Sign out and lose them",
    stay: "Stay",
    offlineNote: "No connection: the session ends on the server when the network is back.",
    organisations: "Your organisations",
    here: "you are here",
  },
);
