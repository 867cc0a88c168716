import type { ProcurementSentence } from "../api/sentences";

/** What is said of buying: requests, signatures, quotations, orders, receipts, invoices. */
export const procurement: Readonly<Record<ProcurementSentence, string>> = {
  " de novo": " again",
  "A aprovação em lote terminou: {0} de {1} solicitações {2}, {3} não puderam ser.":
    "The bulk approval is done: {0} of {1} requests {2*}, {3} could not be.",
  "A aprovação em lote terminou: {0} de {1} solicitações {2}.": "The bulk approval is done: {0} of {1} requests {2*}.",
  "A escolha dos vencedores precisa de correção.": "The choice of winners needs correction.",
  "A nota {0} foi emitida para outro CNPJ ou CPF.": "Invoice {0} was issued to another CNPJ or CPF.",
  "A política pede {0} respostas e foi 1: diga por que bastam, em ao menos {1} caracteres.":
    "The policy asks for {0} answers and there was 1: say why that is enough, in at least {1} characters.",
  "A política pede {0} respostas e foram {1}: diga por que bastam, em ao menos {2} caracteres.":
    "The policy asks for {0} answers and there were {1}: say why that is enough, in at least {2} characters.",
  "A solicitação passa da verba do centro de custo, e a política de compras não deixa enviá-la.":
    "The request passes the cost centre's budget, and the policy does not let it be submitted.",
  "A solicitação {0} passa da verba do centro de custo.": "Request {0} passes the cost centre's budget.",
  "A solicitação {0}, espera a sua assinatura: {1}.": "Request {0}, waits for your signature: {1*}.",
  "A solicitação {0}, espera há muito tempo e passou a você: {1}.":
    "Request {0}, has waited for long and was passed on to you: {1*}.",
  "A solicitação {0}, espera há {1} horas a sua assinatura: {2}.":
    "Request {0}, has waited {1} hours for your signature: {2*}.",
  "A solicitação {0}, espera há {1} horas e ninguém pode assiná-la: {2}.":
    "Request {0}, has waited {1} hours and nobody may sign it: {2*}.",
  "A soma passa do que foi pedido: {0}. Divida-a.": "The sum is more than was asked for: {0}. Divide it.",
  "A validade da proposta de {0} terminou. Peça que a renove antes.":
    "The offer of {0} is no longer valid. Ask for its renewal first.",
  "A validade desta proposta terminou. Peça que a renove antes.":
    "This offer is no longer valid. Ask for its renewal first.",
  "Ainda podem chegar no máximo {0} deste item.": "At most {0} of this item may still come.",
  "Aprovação da compra": "Approval of the purchase",
  "Aprovação da necessidade": "Approval of the need",
  "Chegou mais do que foi pedido e a tolerância. Registre o excesso como recusado.":
    "More came than was ordered and the tolerance allows. Write the excess down as refused.",
  "Chegou {0} do que pede a solicitação {1}.": "Of what request {1} asks for, {0*} came.",
  "Comece hoje ou depois.": "Begin today or later.",
  "Conclua ou cancele antes os recebimentos deste pedido que ainda estão em conferência.":
    "Finish or cancel the receipts of this order that are still being checked first.",
  "Conclua ou cancele antes os recebimentos em conferência: {0}.":
    "Finish or cancel the receipts being checked first: {0}.",
  "Confira quem emitiu a nota {0}: o cadastro do fornecedor não tem o CNPJ ou CPF que está nela.":
    "Check who issued invoice {0}: the supplier's record lacks the CNPJ or CPF that it has.",
  "Conte o motivo.": "Say why.",
  "Convide no máximo {0} fornecedores.": "Invite at most {0} suppliers.",
  Cotação: "Quotation",
  "Deixe ao menos um item, ou cancele a solicitação.": "Leave at least one item, or cancel the request.",
  "Delegue por no máximo um ano.": "Delegate for a year at most.",
  "Depois do pedido não se cancela a solicitação: devolva o pedido à cotação antes.":
    "Once ordered, a request is not cancelled: return the order to quotation first.",
  "Diga a ação ou a coluna de destino, uma das duas.": "Say the action or the column to go to, one of the two.",
  "Diga a unidade, como un, m² ou kg.": "Say the unit, such as un, m² or kg.",
  "Diga de cada linha da nota que item ela é; faltam {0}.":
    "Say of each line of the invoice which item it is; {0} are missing.",
  "Diga o código do centro de custo.": "Say the code of the cost centre.",
  "Diga o endereço da loja na internet.": "Say the address of the shop on the internet.",
  "Diga o nome do centro de custo.": "Say the name of the cost centre.",
  "Diga o nome do departamento.": "Say the name of the department.",
  "Diga o nome do fornecedor.": "Say the name of the supplier.",
  "Diga o que é pedido.": "Say what is asked for.",
  "Diga por que foi recusado.": "Say why it was refused.",
  "Diga por quê, com ao menos {0} caracteres.": "Say why, in at least {0} characters.",
  "Diga, com pelo menos {0} caracteres, por que a quantidade é tão diferente da pedida ({1}).":
    "Say, in at least {0} characters, why the quantity is so different from what was asked for ({1}).",
  "Dê antes a esta pessoa um papel que aprove a necessidade (A1).":
    "Give this person a role that approves the need (A1) first.",
  "Dê um título à solicitação.": "Give the request a title.",
  "Dê uma nota de 0 a 10, com no máximo uma casa decimal.": "Give a mark from 0 to 10, with at most one decimal.",
  "Emissão do pedido": "Issue of the order",
  Entrega: "Delivery",
  "Envie o texto do XML, ou o fileId do arquivo enviado; um dos dois.":
    "Send the text of the XML, or the fileId of the file that was sent; one of the two.",
  "Escolha alguém da organização que possa conduzir cotações.":
    "Choose somebody of the organisation who may run quotations.",
  "Escolha alguém da organização que possa ver as solicitações de compra.":
    "Choose somebody of the organisation who may see purchase requests.",
  "Escolha ao menos um item de um fornecedor.": "Choose at least one item of a supplier.",
  "Escolha fornecedores da lista, que não estejam arquivados.": "Choose suppliers of the list that are not archived.",
  "Escolha itens de fornecedores, ou tudo de um fornecedor só.":
    "Choose items of suppliers, or everything of one supplier.",
  "Escolha o dia em que chegou: hoje ou antes, há menos de um ano.":
    "Choose the day on which it came: today or before, less than a year ago.",
  "Escolha outra pessoa.": "Choose somebody else.",
  "Escolha um centro de custo da organização que esteja em uso.":
    "Choose a cost centre of the organisation that is in use.",
  "Escolha um departamento da organização que esteja em uso.":
    "Choose a department of the organisation that is in use.",
  "Escolha um departamento da organização.": "Choose a department of the organisation.",
  "Escolha um dia de hoje em diante.": "Choose a day from today on.",
  "Escolha um dia de {0} a {1}.": "Choose a day from {0} to {1}.",
  "Escolha um fornecedor ou deixe de fora: {0} e mais {1}.": "Choose a supplier or leave out: {0} and {1} more.",
  "Escolha um fornecedor ou deixe de fora: {0}.": "Choose a supplier or leave out: {0}.",
  "Escolha um momento daqui a no máximo {0} dias.": "Choose a time at most {0} days from now.",
  "Escolha um momento depois do prazo atual.": "Choose a time after the present deadline.",
  "Escolha um período de até dez anos.": "Choose a period of at most ten years.",
  "Escolha uma data de hoje em diante, a menos de três anos.":
    "Choose a day from today on, less than three years away.",
  "Escreva a mensagem.": "Write the message.",
  "Escreva o motivo em pelo menos 10 caracteres.": "Write the reason in at least 10 characters.",
  "Escreva o seu nome.": "Write your name.",
  "Essa aprovação em lote não existe.": "There is no such bulk approval.",
  "Essa cotação não existe.": "There is no such quotation.",
  "Essa delegação não existe.": "There is no such delegation.",
  "Essa escolha de vencedores não existe.": "There is no such choice of winners.",
  "Essa linha está duas vezes.": "That line is there twice.",
  "Essa linha não é desta nota.": "That line is not of this invoice.",
  "Essa nota fiscal não existe.": "There is no such invoice.",
  "Essa pessoa não está neste centro de custo.": "That person is not in this cost centre.",
  "Essa pessoa não faz parte da organização.": "That person is not of the organisation.",
  "Essa rodada de cotação não existe.": "There is no such round of quotations.",
  "Essa solicitação não existe.": "There is no such request.",
  "Essa verba não existe.": "There is no such budget.",
  "Essa versão da política de alçadas não existe.": "There is no such version of the approval policy.",
  "Esse arquivo não foi enviado como nota fiscal.": "That file was not sent as an invoice.",
  "Esse centro de custo não existe.": "There is no such cost centre.",
  "Esse comentário não existe.": "There is no such comment.",
  "Esse departamento não existe.": "There is no such department.",
  "Esse fornecedor não existe.": "There is no such supplier.",
  "Esse item não é do pedido desta nota.": "That item is not of this invoice's order.",
  "Esse pedido não existe.": "There is no such order.",
  "Esse recebimento não existe.": "There is no such receipt.",
  "Esse recebimento não é deste pedido, ou foi cancelado.": "That receipt is not of this order, or was cancelled.",
  "Esta assinatura não cabe a você. Veja na solicitação por quem ela espera.":
    "This signature is not yours to give. The request says for whom it waits.",
  "Esta compra já virou pedido. Devolva o pedido à cotação.":
    "This purchase was ordered already. Return the order to quotation.",
  "Esta cotação foi cancelada por quem a enviou.": "This quotation was cancelled by whoever sent it.",
  "Esta cotação já foi decidida e não recebe mais respostas.": "This quotation was decided and takes no more answers.",
  "Esta cotação já foi decidida ou cancelada.": "This round of quotations was decided or cancelled already.",
  "Esta cotação já tem muitas mensagens. Fale diretamente com o comprador.":
    "This quotation has many messages already. Talk to the buyer directly.",
  "Esta cotação já tem muitos anexos. Envie os outros diretamente ao comprador.":
    "This quotation has many attachments already. Send the others to the buyer directly.",
  "Esta cotação não pode mais ser cancelada.": "This quotation can no longer be cancelled.",
  "Esta cotação não recebe mais resposta.": "This quotation takes no more answers.",
  "Esta cotação não é desta rodada, ou não foi respondida.":
    "This quotation is not of this round, or was not answered.",
  "Esta delegação já terminou ou foi cancelada.": "This delegation is over or was cancelled.",
  "Esta nota fiscal já foi registrada. Procure por ela, também entre as canceladas.":
    "This invoice was entered already. Look for it, also among the cancelled ones.",
  "Esta nota fiscal não é deste pedido ou foi cancelada.": "This invoice is not of this order, or was cancelled.",
  "Esta nota já está cancelada.": "This invoice is cancelled already.",
  "Esta solicitação já tem uma cotação em andamento.": "This request has a round of quotations under way already.",
  "Esta solicitação já terminou; não cabem mais anexos.": "This request is over; nothing more can be attached.",
  "Esta solicitação já terminou; não há o que comprar.": "This request is over; there is nothing to buy.",
  "Esta solicitação não espera a aprovação da compra.": "This request does not wait for approval of the purchase.",
  "Esta solicitação não espera a aprovação da necessidade.": "This request does not wait for approval of the need.",
  "Esta solicitação não espera a segunda assinatura.": "This request does not wait for the second signature.",
  "Esta solicitação não espera aprovação.": "This request does not wait for approval.",
  "Esta solicitação não está arquivada.": "This request is not archived.",
  "Esta solicitação não pode ir direto para essa coluna.": "This request cannot go straight to that column.",
  "Esta solicitação é de outra pessoa.": "This request is somebody else's.",
  "Este XML não é de uma NF-e autorizada que possa ser lida.": "This XML is not an authorised NF-e that can be read.",
  "Este centro de custo já tem uma verba para este período. Altere o valor dela.":
    "This cost centre has a budget for this period already. Change its amount.",
  "Este comentário é de outra pessoa.": "This comment is somebody else's.",
  "Este fornecedor já está convidado nesta cotação.": "This supplier is invited to this quotation already.",
  "Este fornecedor não oferece este item.": "This supplier does not offer this item.",
  "Este item está duas vezes na lista.": "This item is in the list twice.",
  "Este item está repetido.": "This item is there twice.",
  "Este item já está na lista; some as quantidades.": "This item is in the list already; add the quantities up.",
  "Este item já foi escolhido deste fornecedor: some as quantidades.":
    "This item was chosen from this supplier already: add the quantities up.",
  "Este item já foi todo escolhido: não o deixe de fora.": "All of this item was chosen already: do not leave it out.",
  "Este item não é desta cotação.": "This item is not of this quotation.",
  "Este item não é desta solicitação.": "This item is not of this request.",
  "Este item não é desta solicitação. Deixe o id de fora para um item novo.":
    "This item is not of this request. Leave the id out for a new item.",
  "Este item não é deste pedido.": "This item is not of this order.",
  "Este passo pede mais do que mover o cartão. Abra a solicitação e conclua-o lá.":
    "This step takes more than moving the card. Open the request and finish it there.",
  "Este pedido foi cancelado por quem o enviou.": "This order was cancelled by whoever sent it.",
  "Este pedido foi encerrado; o que chegou agora não é mais dele.":
    "This order is closed; what came now is no longer of it.",
  "Este pedido já tem muitas mensagens. Fale diretamente com a outra parte.":
    "This order has many messages already. Talk to the other side directly.",
  "Este pedido não está com o fornecedor.": "This order is not with the supplier.",
  "Este recebimento já terminou; não cabem mais anexos.": "This receipt is over; nothing more can be attached.",
  "Este recebimento não tem nota fiscal. Vincule-a ou explique por que concluir sem ela.":
    "This receipt has no invoice. Link it, or say why to finish without it.",
  "Explique com pelo menos {0} caracteres.": "Explain in at least {0} characters.",
  "Fornecedores estão sendo cotados. Cancele a cotação antes de mudar o que se pede.":
    "Suppliers are being asked for prices. Cancel the round before changing what is asked for.",
  "Informe mais que zero e no máximo {0}, o que ele oferece.":
    "Give more than zero and at most {0}, which is what they offer.",
  "Informe no máximo {0}.": "Give at most {0}.",
  "Informe quanto chegou, ou deixe o item de fora.": "Say how much came, or leave the item out.",
  "Informe um número acima de zero.": "Give a number above zero.",
  "Informe um número de 0 a {0}.": "Give a number from 0 to {0}.",
  "Informe um número, zero ou mais.": "Give a number, zero or more.",
  "Informe um valor de {0} a {1}.": "Give an amount from {0} to {1}.",
  "Informe um valor em reais, com até duas casas decimais.": "Give an amount in reais, with at most two decimals.",
  "Informe uma quantidade de zero em diante.": "Give a quantity from zero on.",
  "Informe uma quantidade maior que zero.": "Give a quantity above zero.",
  Itens: "Items",
  "Itens sem vencedor na cotação.": "Items without a winner in the quotation.",
  "Já existe um centro de custo em uso com este código.": "A cost centre in use has this code already.",
  "Já existe um departamento em uso com este nome.": "A department in use has this name already.",
  "Já existe um fornecedor com este documento. Procure por ele, também entre os arquivados.":
    "A supplier with this document exists already. Look for it, also among the archived ones.",
  "Já há uma delegação desta pessoa nesses dias. Cancele-a antes ou escolha outros dias.":
    "This person's signature is delegated on some of these days already. Cancel that first, or choose others.",
  "Já há uma delegação {0}. Cancele-a antes ou escolha outros dias.":
    "There is a delegation {0*} already. Cancel it first, or choose other days.",
  "Ligue a nota a um pedido antes de dizer que itens são.":
    "Link the invoice to an order before saying which items they are.",
  "Nas notas o frete chega a {0}; no pedido, {1}.": "On the invoices freight comes to {0}; on the order, {1}.",
  "Nas notas o total chega a {0}; no pedido, {1}.": "On the invoices the total comes to {0}; on the order, {1}.",
  "Nas notas os impostos chegam a {0}; no pedido, {1}.": "On the invoices taxes come to {0}; on the order, {1}.",
  "Nenhuma nota fiscal foi ligada ao que chegou deste pedido.": "No invoice was linked to what came of this order.",
  "Não existe; há: {0}.": "There is no such one; there are: {0}.",
  "Não foi possível separar as células. Copie-as de novo.": "The cells could not be told apart. Copy them again.",
  "Não há nada para ler. Copie as células da planilha e cole aqui.":
    "There is nothing to read. Copy the sheet's cells and paste here.",
  "Não há recebimento a desfazer.": "There is no receipt to undo.",
  "O CNPJ ou CPF de quem emitiu esta nota não é o do fornecedor do pedido.":
    "Whoever issued this invoice is not the supplier of the order.",
  "O XML de uma NF-e não passa de {0} MB.": "The XML of an NF-e is not larger than {0} MB.",
  "O desconto do item pode ser de até {0}%: {1}.": "The discount of the item may be up to {0}%: {1}.",
  "O desconto pode ser de até {0}% do subtotal: {1}.": "The discount may be up to {0}% of the subtotal: {1}.",
  "O fornecedor não tem mais acesso a esta cotação.": "The supplier no longer has access to this quotation.",
  "O pedido {0}, de {1}, devia ter chegado até {2}.": "Order {0}, of {1}, should have come by {2}.",
  "O prazo da cotação {0} terminou: {1} de {2} fornecedores responderam.":
    "The time of quotation {0} is over: {1} of {2} suppliers answered.",
  "O prazo desta cotação terminou. Prorrogue-o antes.": "The time of this round is over. Extend it first.",
  "O prazo para responder a esta cotação terminou. Fale com quem a enviou.":
    "The time to answer this quotation is over. Talk to whoever sent it.",
  "O que foi escolhido passa da verba do centro de custo, e a política de compras não deixa.":
    "What was chosen passes the cost centre's budget, which the policy does not allow.",
  "O que você viu mudou antes da assinatura. Veja a solicitação como está agora e assine de novo.":
    "What you saw has changed before you signed. Look at the request as it is now and sign again.",
  "O sistema": "The system",
  "O total passa de {0}. Confira preços e quantidades.": "The total is more than {0}. Check prices and quantities.",
  "O valor estimado passa do que o sistema guarda. Confira quantidades e preços.":
    "The estimated amount is more than the system keeps. Check quantities and prices.",
  "O último dia não pode vir antes do primeiro.": "The last day cannot come before the first.",
  "Os fornecedores já foram lembrados há menos de uma hora.": "The suppliers were reminded less than an hour ago.",
  "Os itens voltaram à cotação de {0}.": "The items went back to the quotation of {0}.",
  "Os vencedores desta cotação já foram escolhidos.": "The winners of this round were chosen already.",
  "Outra pessoa decidiu antes. Veja o que foi decidido.": "Somebody else decided first. Look at what was decided.",
  "Passe adiante só depois de lembrar: informe mais horas do que as do lembrete.":
    "Pass it on only after the reminder: give more hours than the reminder's.",
  "Pedido, recebimento e nota fiscal não conferem. Explique por que aceitar a diferença.":
    "Order, receipt and invoice differ. Say why the difference is accepted.",
  "Peça ao menos uma linha.": "Ask for at least one row.",
  "Quem pede não aprova o próprio pedido. A assinatura cabe a outra pessoa.":
    "Whoever asks for something does not approve it. Somebody else signs.",
  Saldo: "Balance",
  "Saldo de {0}: {1}": "Balance of {0}: {1}",
  "Se não tem nenhum item, recuse a cotação e diga por quê.":
    "If you have none of the items, decline the quotation and say why.",
  "Só a contagem em andamento passa à conferência fiscal.": "Only a count under way goes on to the invoice check.",
  "Só delega quem aprova: esta pessoa não tem nenhuma aprovação a delegar.":
    "Only who approves delegates: this person has no approval to delegate.",
  "Só passa inteira a outras uma solicitação pedida da qual nada chegou.":
    "Only an ordered request of which nothing came passes whole to others.",
  "Só perde uma cotação que ainda estava em jogo.": "Only a quotation that was still in the running loses.",
  "Só se arquiva rascunho, solicitação encerrada ou cancelada.":
    "Only a draft, or a closed or cancelled request is archived.",
  "Só se cancela um pedido em aberto do qual nada chegou.": "Only an open order of which nothing came is cancelled.",
  "Só se conclui um pedido do qual tudo chegou.": "Only an order of which everything came is completed.",
  "Só se encerra com saldo um pedido em aberto que chegou em parte.":
    "Only an open order that came in part is closed with a balance.",
  "Só se liga nota fiscal a um pedido que foi enviado ao fornecedor.":
    "An invoice is linked only to an order that was sent to the supplier.",
  "Só se mencionam pessoas da organização.": "Only people of the organisation are mentioned.",
  "Só se pedem preços de uma solicitação que está em cotação.": "Prices are asked for only of a request in quotation.",
  "Só se prorroga uma cotação que venceu sem resposta.": "Only a quotation that expired without an answer is extended.",
  "Só se recebe o que foi enviado ao fornecedor e não foi cancelado.":
    "Only what was sent to the supplier and not cancelled is received.",
  "Só se recebe o que foi pedido.": "Only what was ordered is received.",
  "Só se recusa uma cotação que ainda espera resposta ou que foi respondida.":
    "Only a quotation that waits for an answer or was answered is declined.",
  "Só um pedido em rascunho pode ser alterado.": "Only a draft of an order can be changed.",
  "Só um pedido em rascunho pode ser enviado.": "Only a draft of an order can be sent.",
  "Só um pedido enviado pode ser confirmado.": "Only an order that was sent can be confirmed.",
  "Só um rascunho com ao menos um item pode ser enviado para aprovação.":
    "Only a draft with at least one item can be submitted for approval.",
  "Só um recebimento em conferência fiscal pode ser concluído.": "Only a receipt in its invoice check can be finished.",
  "Só uma contagem em andamento pode ser corrigida.": "Only a count under way can be corrected.",
  "Só uma cotação respondida pode vencer.": "Only an answered quotation can win.",
  "Só uma nota cancelada volta a valer.": "Only a cancelled invoice is brought back.",
  "Só uma solicitação aprovada vira pedido.": "Only an approved request becomes an order.",
  "Só uma solicitação em cotação pode ter vencedores escolhidos.":
    "Winners are chosen only for a request in quotation.",
  "Só uma solicitação em cotação volta à aprovação por mudança de itens.":
    "Only a request in quotation goes back to approval because its items changed.",
  "Só uma solicitação que espera a aprovação da necessidade volta a rascunho.":
    "Only a request that waits for approval of the need goes back to draft.",
  "Só uma solicitação recebida em parte pode ser encerrada com saldo.":
    "Only a request received in part can be closed with a balance.",
  "Só uma solicitação toda recebida pode ser encerrada.": "Only a request received whole can be closed.",
  "Só vence uma cotação que não foi respondida.": "Only a quotation that was not answered expires.",
  "Só volta ao jogo uma cotação que já foi decidida.": "Only a decided quotation comes back into the running.",
  "Só volta à cotação um pedido em aberto ao qual ainda falta chegar algo.":
    "Only an open order of which something is still to come goes back to quotation.",
  "Só volta à cotação uma compra já decidida da qual nada chegou.":
    "Only a decided purchase of which nothing came goes back to quotation.",
  "Um destes fornecedores já está convidado.": "One of these suppliers is invited already.",
  "Um fornecedor mudou a resposta depois que você abriu o mapa. Veja o mapa atual e escolha de novo.":
    "A supplier has changed an answer since you opened the comparison. Look at it as it is now, and choose again.",
  "Um horário precisa do fuso, como 2026-03-10T18:00:00-03:00.":
    "A time needs its zone, such as 2026-03-10T18:00:00-03:00.",
  "Um recebimento concluído ou cancelado não pode mais ser cancelado.":
    "A finished or cancelled receipt can no longer be cancelled.",
  "Um recebimento usa esta nota fiscal. O que foi conferido com ela não muda mais.":
    "A receipt uses this invoice. What was checked with it does not change any more.",
  "Um valor da política de alçadas precisa de correção.": "A value of the approval policy needs correction.",
  "Uma das escolhas precisa de correção.": "One of the choices needs correction.",
  "Uma nota cancelada não é ligada a pedido.": "A cancelled invoice is not linked to an order.",
  "Uma solicitação só muda como rascunho ou em cotação. Retire-a da aprovação antes de alterar.":
    "A request is changed as a draft or while it is quoted. Withdraw it from approval before changing it.",
  "Uma solicitação tem no máximo {0} itens. Divida-a em duas.": "A request has at most {0} items. Divide it in two.",
  "Uma solicitação tem no máximo {0} itens; aqui há {1}.": "A request has at most {0} items; here are {1}.",
  "Use um dia de {0} a {1}.": "Use a day from {0} to {1}.",
  "Use um número acima de zero, com até seis casas decimais.": "Use a number above zero, with at most six decimals.",
  "Ver a aprovação": "See the approval",
  "Ver a cotação": "See the quotation",
  "Ver a solicitação": "See the request",
  "Ver o pedido": "See the order",
  "Ver o resultado": "See the result",
  "Você já assinou esta solicitação, ou alguém assinou por você. A próxima assinatura é de outra pessoa.":
    "You have signed this request, or somebody signed for you. The next signature is somebody else's.",
  "Você não está entre as pessoas que pedem por este centro de custo.":
    "You are not among the people who ask for things for this cost centre.",
  "a compra": "the purchase",
  "a necessidade": "the need",
  "a segunda assinatura (A3)": "the second signature (A3)",
  "a compra (A2)": "the purchase (A2)",
  "a necessidade (A1)": "the need (A1)",
  "aprovou a compra": "approved the purchase",
  "aprovou a necessidade": "approved the need",
  "de {0} a {1}": "from {0} to {1}",
  "deu a segunda assinatura": "gave the second signature",
  aprovadas: "approved",
  cancelou: "cancelled",
  "descricao do item": "description of the item",
  "encerrou com saldo": "closed with a balance",
  "na entrega": "on delivery",
  recusadas: "refused",
  "recusou a solicitação": "refused the request",
  "recusou e arquivou a solicitação": "refused and archived the request",
  tudo: "everything",
  "uma parte": "a part",
  "{0} aprovou {1} da solicitação {2}.": "{0} approved {1*} of request {2}.",
  "{0} cancelou a solicitação {1}.": "{0} cancelled request {1}.",
  "{0} comentou a solicitação {1}: {2}": "{0} commented on request {1}: {2}",
  "{0} confirmou o pedido {1} e promete entregar em {2}, depois do previsto ({3}).":
    "{0} confirmed order {1} and promises delivery on {2}, later than expected ({3}).",
  "{0} confirmou o pedido {1} e promete entregar em {2}.": "{0} confirmed order {1} and promises delivery on {2}.",
  "{0} confirmou o pedido {1}.": "{0} confirmed order {1}.",
  "{0} do pedido {1}: {2}": "{0*} of order {1}: {2}",
  "{0} entregou a você a compra da solicitação {1}.": "{0} gave you request {1} to buy.",
  "{0} enviou a solicitação {1} para aprovação.": "{0} submitted request {1} for approval.",
  "{0} enviou o pedido {1} a {2}.": "{0} sent order {1} to {2}.",
  "{0} escreveu sobre o pedido {1}: {2}": "{0} wrote about order {1}: {2}",
  "{0} já escolheu os vencedores desta cotação.": "{0} has already chosen the winners of this quotation.",
  "{0} perguntou sobre a cotação {1}: {2}": "{0} asked about quotation {1}: {2}",
  "{0} recusou a cotação {1}: {2}": "{0} declined quotation {1}: {2}",
  "{0} recusou a solicitação {1}: {2}": "{0} refused request {1}: {2}",
  "{0} respondeu{1} à cotação {2}: {3}.": "{0} answered quotation {2}{1*}: {3}.",
  "{0} valores da política de alçadas precisam de correção.": "{0} values of the approval policy need correction.",
  "{0} {1} antes de você.": "{0} {1*} before you.",
  "{0} {1} o pedido {2}: {3}": "{0} {1*} order {2}: {3}",
  "{0}: a nota cobra mais {1}, sem quantidade.": "{0}: the invoice charges {1} more, without a quantity.",
  "{0}: a nota cobra {1} e foram aceitos {2} ({3} recusados).":
    "{0}: the invoice charges {1}; {2} were accepted ({3} refused).",
  "{0}: a nota cobra {1} e foram aceitos {2}.": "{0}: the invoice charges {1}; {2} were accepted.",
  "{0}: as notas cobram {1} e foram pedidos {2}.": "{0}: the invoices charge {1}; {2} were ordered.",
  "{0}: chegou e não está na nota.": "{0}: it came and is not on the invoice.",
  "{0}: está na nota {1} e não foi ligado a item do pedido.":
    "{0}: it is on invoice {1} and was linked to no item of the order.",
  "{0}: o preço na nota é {1} e o do pedido é {2}.": "{0}: the price on the invoice is {1}, on the order {2}.",
};
