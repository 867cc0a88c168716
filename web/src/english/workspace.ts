import type { WorkspaceSentence } from "../api/sentences";

/** What is said of people, roles, sessions and files; roles and alert rules by the names they ship with. */
export const workspace: Readonly<Record<WorkspaceSentence, string>> = {
  "A organização precisa de pelo menos um dono ativo. Escolha outro antes.":
    "The organisation needs at least one active owner. Choose another first.",
  "A senha atual não confere.": "The present password does not match.",
  Almoxarife: "Storekeeper",
  "Aprovador de centro de custo": "Cost centre approver",
  Arquiteto: "Architect",
  Assistente: "Assistant",
  "CPU alta": "High CPU",
  "Cache com poucos acertos": "Few hits in the cache",
  Comprador: "Buyer",
  "Deixe este campo de fora: só há um na organização.": "Leave this field out: the organisation has only one.",
  "Diga como você se chama.": "Say what your name is.",
  "Diga em que o arquivo vai ficar.": "Say where the file is to hang.",
  "Diga o fuso, como em 2026-01-15T10:30:00Z.": "Say the time zone, as in 2026-01-15T10:30:00Z.",
  "Diga o nome da organização.": "Say the name of the organisation.",
  "Digite o código do seu aplicativo autenticador, ou um código de recuperação.":
    "Enter the code of your authenticator, or a recovery code.",
  Diretor: "Director",
  "Diretor de compras": "Purchasing director",
  Dono: "Owner",
  "Dê um nome à regra.": "Give the rule a name.",
  "E-mail ou senha não conferem.": "E-mail or password do not match.",
  "Envie uma imagem PNG, JPEG ou WebP para o logotipo.": "Send a PNG, JPEG or WebP picture as the logo.",
  "Escolha papéis desta organização.": "Choose roles of this organisation.",
  "Essa notificação não existe.": "There is no such notice.",
  "Essa pessoa já participa da organização.": "That person is already a member of the organisation.",
  "Essa pessoa não participa desta organização.": "That person is not a member of this organisation.",
  "Essa regra não existe.": "There is no such rule.",
  "Essa sessão já terminou.": "That session is over already.",
  "Esse arquivo ainda não chegou inteiro.": "That file has not arrived whole yet.",
  "Esse arquivo não existe.": "There is no such file.",
  "Esse papel não existe.": "There is no such role.",
  "Este acesso já tinha sido renovado em outro lugar. Por segurança, entre de novo.":
    "This session was already renewed elsewhere. For safety, sign in again.",
  "Fila de tarefas parada": "Jobs are waiting",
  "Gerente de compras": "Purchasing manager",
  "Há pessoas com este papel. Troque o papel delas antes de apagá-lo.":
    "Some people have this role. Change their role before deleting it.",
  "Há {0} regras; apague uma antes.": "There are {0} rules; delete one first.",
  "Latência média alta": "High average latency",
  Membro: "Member",
  "Memória alta": "High memory",
  "Mudanças atrasadas": "Changes come late",
  "Muitas conexões": "Many connections",
  "Muitas tentativas de entrada. Espere um pouco ou troque a senha.":
    "Too many sign-in attempts. Wait a moment or reset the password.",
  "Muitos erros": "Many errors",
  "Não confere.": "This does not match.",
  "Não confere; veja se o relógio do telefone está certo.":
    "This does not match; see whether the telephone's clock is right.",
  "Não há convite em aberto com esse identificador.": "No open invitation has that identifier.",
  "O código não confere ou já foi usado. Espere o próximo e tente de novo.":
    "The code does not match or was used. Wait for the next one and try again.",
  "O papel de dono não pode ser alterado nem apagado. Crie outro a partir dele.":
    "The owner role cannot be changed or deleted. Create another from it.",
  Presidente: "President",
  "Respostas lentas (p95)": "Slow answers (p95)",
  Solicitante: "Requester",
  "Sua conta está suspensa. Fale com quem administra a organização.":
    "Your account is suspended. Talk to whoever administers the organisation.",
  "Sua sessão terminou. Entre de novo.": "Your session has ended. Sign in again.",
  "Um arquivo pode ser de: {0}.": "A file may be of: {0}.",
  "Um dos papéis não existe nesta organização.": "One of the roles does not exist in this organisation.",
  "Use um fuso como America/Sao_Paulo.": "Use a time zone such as America/Sao_Paulo.",
  "Use um período de até {0} dias, que termine depois.": "Use a period of at most {0} days that ends after it begins.",
  "Use um valor do lado bom do limite, ou o próprio limite.":
    "Use a value on the good side of the limit, or the limit itself.",
  "Você já tem conta com este e-mail: use a senha dela.":
    "You have an account with this e-mail already: use its password.",
  "Você já tem um segundo fator. Desative-o antes de cadastrar outro.":
    "You have a second factor already. Disable it before you add another.",
  "Você não participa dessa organização.": "You are not a member of that organisation.",
  "Você não tem um segundo fator.": "You have no second factor.",
  "Você só pode dar permissões que você mesmo tem.": "You can only grant permissions that you hold yourself.",
};
