import { words } from "../../words/language";

export const frameWords = words(
  {
    skip: "Pular para o conteúdo",
    navigation: "Navegação",
    narrow: "Recolher a barra",
    widen: "Mostrar os nomes",
    search: "Buscar ou ir para…",
    searchShort: "Buscar",
    more: "Mais",
    everywhere: "Todos os lugares",
    waiting: "à espera",
    organisation: "Trocar de organização",
    account: "Sua conta, ",
    missingTitle: "Este endereço não leva a nenhuma tela",
    missingText: "Talvez ele tenha sido copiado pela metade. Busque pelo nome do que procura, ou volte ao início.",
    home: "Ir ao início",
    brokenTitle: "Esta tela parou de funcionar",
    brokenText: "O erro foi nosso. O que você já enviou está guardado, e rascunhos continuam neste aparelho.",
    brokenDetails: "Detalhes para quem for consertar",
    unavailableTitle: "Esta tela não pôde ser baixada",
    unavailableOffline: "Sem conexão, e ela ainda não tinha sido aberta neste aparelho. As telas já abertas continuam.",
    unavailableNew:
      "Há uma versão nova do Esteio, ou a conexão falhou. Nada do que você digitou se perde ao recarregar.",
    partUnavailable: "Sem conexão: isto ainda não tinha sido aberto neste aparelho.",
    retry: "Tentar de novo",
    reload: "Recarregar",
    newVersion: "Há uma versão nova do Esteio. Rascunhos e envios em espera são mantidos.",
    later: "Depois",
    pageFault: "A conexão ao vivo parou por um erro desta página. Recarregar resolve; nada se perde.",
    switching: "Trocando de organização…",
    switchFailed: (name: string) => `Não deu para entrar em ${name}.`,
    waitsThere: (count: number, name: string) =>
      count === 1
        ? `1 mudança sua em ${name} ainda espera; ela será enviada quando você voltar lá.`
        : `${count} mudanças suas em ${name} ainda esperam; elas serão enviadas quando você voltar lá.`,
  },
  {
    skip: "Skip to content",
    navigation: "Navigation",
    narrow: "Collapse the bar",
    widen: "Show the names",
    search: "Search or go to…",
    searchShort: "Search",
    more: "More",
    everywhere: "All places",
    waiting: "waiting",
    organisation: "Switch organisation",
    account: "Your account, ",
    missingTitle: "This address leads to no screen",
    missingText: "Perhaps only half of it was copied. Search for what you want by name, or go home.",
    home: "Go home",
    brokenTitle: "This screen stopped working",
    brokenText: "The fault is ours. What you have sent is kept, and drafts stay on this device.",
    brokenDetails: "Details for whoever mends it",
    unavailableTitle: "This screen could not be fetched",
    unavailableOffline: "No connection, and it had never been opened on this device. Screens opened before still work.",
    unavailableNew:
      "There is a new version of Esteio, or the connection failed. Nothing you typed is lost by reloading.",
    partUnavailable: "No connection: this had never been opened on this device.",
    retry: "Try again",
    reload: "Reload",
    newVersion: "There is a new version of Esteio. Drafts and changes that wait are kept.",
    later: "Later",
    pageFault: "The live connection stopped because of an error in this page. Reloading mends it; nothing is lost.",
    switching: "Switching organisation…",
    switchFailed: (name: string) => `Could not enter ${name}.`,
    waitsThere: (count: number, name: string) =>
      count === 1
        ? `1 change of yours in ${name} still waits; it will be sent when you are back there.`
        : `${count} changes of yours in ${name} still wait; they will be sent when you are back there.`,
  },
);
