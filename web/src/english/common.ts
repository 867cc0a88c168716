import type { CommonSentence } from "../api/sentences";

/** What any part of the server may say. */
export const common: Readonly<Record<CommonSentence, string>> = {
  "A autorização neste XML é de outra NF-e.": "The authorisation in this XML is of another NF-e.",
  "A chave de acesso não corresponde aos dados desta NF-e.": "The access key does not match the data of this NF-e.",
  "A chave de acesso tem 44 números. Confira se falta ou sobra algum.":
    "The access key has 44 digits. Check whether one is missing or too many.",
  "A conexão caiu antes do fim do pedido.": "The connection broke before the request was complete.",
  "A consulta é longa demais.": "The query is too long.",
  "A gravação não foi concluída. Tente de novo.": "It could not be saved. Please try again.",
  "A imagem está danificada. Exporte-a de novo.": "The picture is damaged. Export it again.",
  "A imagem está em CMYK. Exporte-a em RGB.": "The picture is in CMYK. Export it in RGB.",
  "A imagem passa de 1 MB. Salve-a menor e envie de novo.":
    "The picture is larger than 1 MB. Save it smaller and send it again.",
  "A imagem tem {0} x {1} pixels. Use de {2} a {3} de cada lado.":
    "The picture has {0} x {1} pixels. Use {2} to {3} on each side.",
  "A resposta demorou demais e foi interrompida. Tente de novo.":
    "The answer took too long and was stopped. Please try again.",
  "Algo deu errado do nosso lado. Nada foi gravado; tente de novo.":
    "Something went wrong on our side. Nothing was saved; please try again.",
  "Alguns campos precisam de correção.": "Some fields need correction.",
  "As métricas só respondem a esta máquina ou a quem traz METRICS_TOKEN.":
    "Metrics answer only this machine, or whoever brings METRICS_TOKEN.",
  "Busque com até {0} caracteres.": "Search with at most {0} characters.",
  "Diga o que acompanhar, como briefings,orcamentos.": "Say what to follow, such as briefings,orcamentos.",
  "É fácil de adivinhar. Junte três ou quatro palavras sem relação entre si.":
    "It is easy to guess. Put three or four unrelated words together.",
  "Entre com sua conta para continuar.": "Sign in to continue.",
  "Envie o conteúdo sem compressão.": "Send the content without compression.",
  "Envie o logotipo em PNG, JPEG ou WebP.": "Send the logo as PNG, JPEG or WebP.",
  "Escolha um dos valores aceitos.": "Choose one of the accepted values.",
  "Escreva um texto.": "Write a text.",
  "Essa senha não serve.": "This password will not do.",
  "Esta NF-e foi emitida em homologação, sem valor fiscal.":
    "This NF-e was issued for testing and has no fiscal value.",
  "Esta NF-e não é do leiaute {0}.": "This NF-e is not of layout {0}.",
  "Esta chave de acesso não existe. Confira os números.": "This access key does not exist. Check the digits.",
  "Esta chave de idempotência já foi usada com outro conteúdo. Use uma chave nova.":
    "This idempotency key was already used with other content. Use a new key.",
  "Esta conexão já está em lugares demais.": "This connection is in too many places already.",
  "Esta data não existe no calendário.": "This date is not in the calendar.",
  "Esta data não é válida; use AAAA-MM-DD.": "This date is not valid; use YYYY-MM-DD.",
  "Este CEP não pertence a nenhum estado. Confira os números.": "This CEP belongs to no state. Check the digits.",
  "Este CNPJ não existe. Confira os números e as letras.": "This CNPJ does not exist. Check the digits and letters.",
  "Este CPF não existe. Confira os números.": "This CPF does not exist. Check the digits.",
  "Este XML não tem a autorização da SEFAZ. Peça ao fornecedor o XML autorizado (nfeProc).":
    "This XML lacks SEFAZ's authorisation. Ask the supplier for the authorised XML (nfeProc).",
  "Este XML não é de uma NF-e.": "This XML is not of an NF-e.",
  "Este XML é de outro tipo de documento.": "This XML is of another kind of document.",
  "Este acesso é de outra pessoa ou organização. Conecte de novo com ele.":
    "This access is another person's or organisation's. Connect again with it.",
  "Este arquivo não existe mais.": "This file is no longer there.",
  "Este arquivo não existe.": "This file does not exist.",
  "Este arquivo não pode ser aceito.": "This file cannot be accepted.",
  "Este campo não existe aqui; confira o nome.": "There is no such field here; check its name.",
  "Este cursor não vale; comece da primeira página.": "This cursor is not valid; begin at the first page.",
  "Este cursor é de outra ordenação; comece da primeira página.":
    "This cursor belongs to another order; begin at the first page.",
  "Este endereço fez pedidos demais e está bloqueado por um tempo.":
    "This address made too many requests and is blocked for a while.",
  "Este endereço não aceita esse método.": "This address does not accept that method.",
  "Este endereço não existe.": "This address does not exist.",
  "Este estado não existe. Use a sigla, como SP ou MG.": "There is no such state. Use its letters, such as SP or MG.",
  "Este filtro não acompanha mudanças ao vivo: {0}.": "This filter cannot follow changes live: {0}.",
  "Este identificador não é válido.": "This identifier is not valid.",
  "Este link está incompleto.": "This link is incomplete.",
  "Este link expirou. Peça um novo a quem o enviou.": "This link has expired. Ask whoever sent it for a new one.",
  "Este link foi trocado por outro. Use o mais recente ou peça um novo a quem o enviou.":
    "This link was replaced by another. Use the latest one or ask whoever sent it.",
  "Este link não vale mais.": "This link is no longer valid.",
  "Este link não vale. Peça um novo a quem o enviou.": "This link is not valid. Ask whoever sent it for a new one.",
  "Este link não é válido.": "This link is not valid.",
  "Este lugar não existe ou você não está nele.": "There is no such place, or you are not in it.",
  "Este número não pode ser escrito.": "This number cannot be written.",
  "Este número é grande demais.": "This number is too large.",
  "Este parâmetro não existe aqui.": "There is no such parameter here.",
  "Este parâmetro não existe aqui; há: {0}.": "There is no such parameter here; there are: {0}.",
  "Este telefone não existe. Confira o DDD e o número.":
    "This telephone number does not exist. Check the area code and the number.",
  "Este telefone não é válido. Confira o número.": "This telephone number is not valid. Check it.",
  "Este tipo de arquivo não é aceito.": "This kind of file is not accepted.",
  "Falta o DDD. Escreva assim: (11) 98765-4321.": "The area code is missing. Write it like this: (11) 98765-4321.",
  "Falta preencher.": "This is missing.",
  "Há conexões demais abertas. Feche alguma ou tente de novo em instantes.":
    "Too many connections are open. Close one, or try again in a moment.",
  "Há inscrições demais nesta conexão.": "This connection has too many subscriptions.",
  "Idempotency-Key: use de 1 a 200 caracteres visíveis, sem espaços.":
    "Idempotency-Key: use 1 to 200 visible characters, without spaces.",
  "Informe o SHA-256 em hexadecimal, com letras minúsculas.": "Give the SHA-256 in hexadecimal, in small letters.",
  "Não é o SHA-256 informado.": "It is not the SHA-256 that was said.",
  "Não é o tamanho informado.": "It is not the size that was said.",
  "Inclua ao menos um.": "Add at least one.",
  "Inclua no máximo {0}.": "Add at most {0}.",
  "Inclua pelo menos {0}.": "Add at least {0}.",
  "Muita gente ao mesmo tempo agora. Tente de novo em instantes.":
    "Many people at the same time now. Try again in a moment.",
  "Muitas requisições. Espere um pouco e tente de novo.": "Too many requests. Wait a moment and try again.",
  "Muitas requisições: o limite é de {0} por minuto. Tente de novo em {1} s.":
    "Too many requests: the limit is {0} a minute. Try again in {1} s.",
  "Não encontramos o que você procura.": "We could not find what you are looking for.",
  "Não existe: {0}.": "There is no: {0}.",
  "Não existe: {0}. Há: {1}.": "There is no: {0}. There are: {1}.",
  "Não foi possível ler o pedido.": "The request could not be read.",
  "Não há espaço para guardar o arquivo. Avise quem administra o sistema.":
    "There is no room to keep the file. Tell whoever runs the system.",
  "Não há trabalho falho com esse número.": "No failed job has that number.",
  "Não é um número. Escreva assim: 1.200,50.": "This is not a number. Write it like this: 1.200,50.",
  "Não é um valor em reais. Escreva assim: R$ 28.520,00.":
    "This is not an amount in reais. Write it like this: R$ 28.520,00.",
  "Não é uma data. Escreva assim: 22/11/2026.": "This is not a date. Write it like this: 22/11/2026.",
  "O CEP tem 8 números. Confira se falta ou sobra algum.":
    "A CEP has 8 digits. Check whether one is missing or too many.",
  "O CNPJ tem 12 números ou letras e mais 2 números. Confira se falta ou sobra algum.":
    "A CNPJ has 12 digits or letters and 2 digits more. Check whether one is missing or too many.",
  "O CPF tem 11 números. Confira se falta ou sobra algum.":
    "A CPF has 11 digits. Check whether one is missing or too many.",
  "O Content-Type não é o deste link.": "The Content-Type is not this link's.",
  "O JSON passa de {0} níveis.": "The JSON is more than {0} levels deep.",
  "O XML não está em UTF-8.": "The XML is not in UTF-8.",
  "O XML passa de {0} MB.": "The XML is larger than {0} MB.",
  "O XML traz uma declaração DOCTYPE, que não é aceita.": "The XML has a DOCTYPE declaration, which is not accepted.",
  "O XML é grande ou profundo demais.": "The XML is too large or too deep.",
  "O armazenamento de arquivos não respondeu. Tente de novo em instantes.":
    "The store of files did not answer. Try again in a moment.",
  "O arquivo ainda não foi enviado. Envie-o e confirme de novo.":
    "The file was not sent yet. Send it and confirm again.",
  "O arquivo chegou com outro tamanho.": "The file arrived with another size.",
  "O arquivo chegou diferente.": "The file arrived different.",
  "O arquivo está incompleto. Exporte a imagem de novo.": "The file is incomplete. Export the picture again.",
  "O arquivo está vazio.": "The file is empty.",
  "O arquivo não tem o intervalo pedido.": "The file does not have the range asked for.",
  "O arquivo não é um XML completo (linha {0}).": "The file is not a complete XML (line {0}).",
  "O arquivo passa de {0} MB.": "The file is larger than {0} MB.",
  "O arquivo precisa de um nome.": "The file needs a name.",
  "O arquivo é maior do que o informado.": "The file is larger than was said.",
  "O arquivo é menor do que o informado.": "The file is smaller than was said.",
  "O campo {0} desta NF-e falta ou não é válido.": "The field {0} of this NF-e is missing or not valid.",
  "O conteúdo do arquivo não é do tipo que o nome diz.": "The file's content is not of the kind that its name says.",
  "O conteúdo enviado não é válido: {0}.": "What was sent is not valid: {0}.",
  "O conteúdo enviado passa do tamanho permitido.": "What was sent is larger than allowed.",
  "O conteúdo passa de {0} KiB.": "The content is larger than {0} KiB.",
  "O corpo do pedido não é um JSON válido.": "The body of the request is not valid JSON.",
  "O envio foi interrompido. Envie o arquivo de novo.": "The upload was interrupted. Send the file again.",
  "O estado atual não permite isso.": "The present state does not allow that.",
  "O formato não está certo.": "The format is not right.",
  "O logotipo não serve.": "The logo will not do.",
  "O maior valor é {0}.": "The largest value is {0}.",
  "O menor valor é {0}.": "The smallest value is {0}.",
  "O nome do arquivo passa de {0} caracteres.": "The file's name is longer than {0} characters.",
  "O nome do arquivo tem caracteres que não são aceitos.": "The file's name has characters that are not accepted.",
  "O pedido não chegou inteiro a tempo. Nada foi gravado; envie de novo.":
    "The request did not arrive whole in time. Nothing was saved; send it again.",
  "O pedido não trouxe a confirmação desta página. Recarregue e tente de novo.":
    "The request lacked this page's confirmation. Reload and try again.",
  "O serviço está se recompondo. Tente de novo em instantes.": "The service is recovering. Try again in a moment.",
  "O texto tem um caractere que não pode ser gravado.": "The text has a character that cannot be saved.",
  "O texto tem um caractere que não pode ser usado.": "The text has a character that cannot be used.",
  "O tipo informado não combina com a extensão do arquivo.":
    "The type that was said does not fit the file's extension.",
  "O trabalho em segundo plano falhou e não será repetido.": "The background job failed and will not be repeated.",
  "O uso desta NF-e não foi autorizado pela SEFAZ.": "SEFAZ did not authorise this NF-e.",
  "O valor precisa ser maior que {0}.": "The value has to be greater than {0}.",
  "O valor tem fração de centavo. Escreva assim: R$ 28.520,00.":
    "The amount has a fraction of a cent. Write it like this: R$ 28.520,00.",
  "Ordene por um destes: {0} (com - na frente para inverter).":
    "Order by one of these: {0} (with - before it to reverse).",
  "Os cabeçalhos do pedido são grandes demais.": "The headers of the request are too large.",
  "Os itens desta NF-e não somam o total dos produtos.":
    "The items of this NF-e do not add to the total of its products.",
  "Outra pessoa alterou isto enquanto você editava. Veja a versão atual e tente de novo.":
    "Someone else changed this while you were editing. Look at the present version and try again.",
  "Isto acabou de ser feito, por você ou por outra pessoa. Confira antes de repetir.":
    "This has just been done, by you or by someone else. Check before you repeat it.",
  "Outra pessoa mexeu nisto ao mesmo tempo. Tente de novo.":
    "Someone else worked on this at the same time. Please try again.",
  "Seu acesso expirou. Renove ou entre de novo.": "Your access has expired. Renew it or sign in again.",
  "Seu acesso não é válido. Entre de novo.": "Your access is not valid. Sign in again.",
  "Seu papel nesta organização não permite isso.": "Your role in this organisation does not allow that.",
  "Seu papel nesta organização não permite ver isso.": "Your role in this organisation does not allow you to see that.",
  "Sua sessão foi encerrada. Entre de novo.": "Your session was ended. Sign in again.",
  "Só NF-e (modelo 55) e NFC-e (modelo 65) podem ser lidas.": "Only NF-e (model 55) and NFC-e (model 65) can be read.",
  "Só se lê NF-e de venda ou complementar; esta é de devolução, ajuste, crédito ou débito.":
    "Only an NF-e of a sale or its complement is read; this one is of a return, adjustment, credit or debit.",
  "Um horário precisa do fuso, como 2026-01-15T10:30:00Z.": "A time needs its zone, such as 2026-01-15T10:30:00Z.",
  "Um trabalho igual já está na fila.": "The same job is in the queue already.",
  "Uma NF-e tem de 1 a {0} itens.": "An NF-e has 1 to {0} items.",
  "Use Authorization: Bearer com o token da entrada.": "Use Authorization: Bearer with the token of the sign-in.",
  'Use a versão que você leu, como "3".': 'Use the version that you read, such as "3".',
  "Use application/json.": "Use application/json.",
  "Use de 1 a {0}.": "Use 1 to {0}.",
  "Use no máximo {0} caracteres.": "Use at most {0} characters.",
  "Use o cursor da última resposta, como ele veio; sem ele, leia do começo.":
    "Use the cursor of the last answer as it came; without it, read from the beginning.",
  "Use pelo menos {0} caracteres.": "Use at least {0} characters.",
  "Use um número inteiro.": "Use a whole number.",
  "Use um número.": "Use a number.",
  "Use um objeto.": "Use an object.",
  "Use uma lista.": "Use a list.",
  "Use verdadeiro ou falso.": "Use true or false.",
  "Valor inválido.": "This value is not valid.",
};
