import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { linkMailedTo, noteOf } from "./given";
import { asked, setStage, signedIn, visitor } from "./stage";

setStage();

interface Supplier {
  readonly name: string;
  readonly email: string;
  readonly document: string;
}

interface Named {
  readonly id: string;
  readonly code: string;
}

const idIn = (page: Page) => new URL(page.url()).pathname.match(/[0-9a-f-]{36}/)?.[0] ?? "";
/** What stands beside the name of the thing that the page is about. */
const stateIn = (page: Page, state: string) => page.locator("main header h1 ~ *", { hasText: state });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });

test("A wish becomes an order, arrives, and agrees with its invoice", async () => {
  const title = `Areia e cimento ${Date.now()}`;
  const requester = await signedIn("solicitante@arcflow.com", { path: "/solicitacoes/nova" });
  await requester.getByLabel("O que você precisa?").fill(title);
  await requester.getByRole("combobox", { name: "Centro de custo" }).fill("OB-10");
  await requester.getByRole("option").first().click();
  for (const [at, [what, quantity, price]] of [
    ["Areia média lavada", "8", "120,00"],
    ["Cimento CP II saco 50 kg", "40", "38,90"],
  ].entries()) {
    if (at > 0) await button(requester, "Mais um item").click();
    await requester.getByLabel(`Descrição do item ${at + 1}`).fill(what ?? "");
    await requester.getByLabel(`Quantidade do item ${at + 1}`).fill(quantity ?? "");
    await requester.getByLabel(`Preço estimado do item ${at + 1}`).fill(price ?? "");
  }
  await button(requester, "Enviar para aprovação").click();
  await requester.waitForURL(/solicitacoes\/[0-9a-f-]{36}$/);
  const request = await asked<Named>(requester, "GET", `/api/purchase-requests/${idIn(requester)}`);
  // The requester looks on, and reads nothing anew.
  const stands = (stage: string) => stateIn(requester, stage).waitFor();

  // The need, by who answers for the cost centre.
  const approver = await signedIn("aprovadora@arcflow.com", { path: `/solicitacoes/${request.id}` });
  await button(approver, "Aprovar").first().click();
  await stands("Em cotação");

  const buyer = await signedIn("comprador@arcflow.com", { path: `/cotacoes/nova?solicitacao=${request.id}` });
  const [winner, other] = [await newSupplier(buyer, "Areal", 1), await newSupplier(buyer, "Depósito", 2)];
  for (const { name } of [winner, other]) {
    await buyer.getByRole("searchbox").fill(name);
    await buyer.getByRole("listitem").filter({ hasText: name }).getByRole("checkbox").check();
  }
  await button(buyer, "Enviar 2 convites").click();
  await buyer.waitForURL(/cotacoes\/[0-9a-f-]{36}$/);

  // Each answers by the link that was mailed.
  for (const [supplier, prices] of [
    [winner, ["110,00", "36,00"]],
    [other, ["130,00", "39,00"]],
  ] as const) {
    const shop = await visitor(await linkMailedTo(supplier.email, "/cotacao"), { phone: true });
    const items = shop.getByRole("article");
    await items.first().waitFor();
    for (const [at, price] of prices.entries())
      await items
        .nth(at)
        .getByLabel(/^Preço por/)
        .fill(price);
    await shop.getByLabel("Entrega, em dias depois do pedido").fill("5");
    await shop.getByLabel("Quem responde?").fill("Balcão");
    await button(shop, "Enviar cotação").click();
    await shop.getByText("Cotação enviada").waitFor();
    await shop.context().close();
  }
  await buyer.getByRole("link", { name: "Comparar respostas" }).click();
  await button(buyer, "Escolher por mim").click();
  await buyer.getByRole("menuitem", { name: /Menor custo por item/ }).click();
  await button(buyer, "Escolher vencedores").click();
  await buyer
    .getByRole("dialog")
    .getByLabel(/Por que bastam/)
    .fill("Só estes dois entregam na obra.");
  await button(buyer, "Escolher e enviar para aprovação").click();
  await buyer.getByText("Vencedores escolhidos", { exact: true }).waitFor();

  // The purchase, by who manages them.
  const manager = await signedIn("gerente@arcflow.com", { path: `/solicitacoes/${request.id}` });
  await button(manager, "Aprovar").first().click();
  await stands("Aprovada");

  await buyer.goto(`/solicitacoes/${request.id}`);
  await button(buyer, "Fazer os pedidos").click();
  await buyer.getByRole("dialog").getByRole("button", { name: "Fazer os pedidos" }).click();
  await stands("Pedido feito");
  const orders = await asked<{ data: readonly Named[] }>(buyer, "GET", `/api/purchase-orders?requestId=${request.id}`);
  const order = orders.data[0];
  if (order === undefined) throw new Error("no order was made");
  await buyer.goto(`/pedidos/${order.id}`);
  await button(buyer, "Enviar ao fornecedor").click();
  await button(buyer, "Enviar pedido").click();
  const shop = await visitor(await linkMailedTo(winner.email, "/pedido"), { phone: true });
  await shop.getByLabel("Seu nome").first().fill("Balcão");
  await button(shop, "Confirmar pedido").click();
  await stateIn(buyer, "Confirmado").waitFor();

  // What came is counted at the door; the supplier's invoice says the same.
  const store = await signedIn("almoxarife@arcflow.com", { path: `/pedidos/${order.id}/receber` });
  await button(store, "Tudo chegou").click();
  await button(store, "Guardar contagem").click();
  await store.waitForURL(/recebimentos\/[0-9a-f-]{36}$/);
  await button(store, "Entregar à conferência").click();
  await store.getByRole("dialog").getByRole("button", { name: "Entregar à conferência" }).click();
  const whole = await asked<object>(buyer, "GET", `/api/purchase-orders/${order.id}`);
  const xml = await noteOf(whole, winner.document, Date.now() % 1_000_000);
  await buyer.goto("/notas");
  await buyer
    .locator('input[type="file"]')
    .setInputFiles({ name: "nota.xml", mimeType: "text/xml", buffer: Buffer.from(xml) });
  await buyer.waitForURL(/notas\/[0-9a-f-]{36}$/);
  await buyer.getByRole("link", { name: "Conferir com pedido e recebimentos" }).click();
  await buyer.getByText("Tudo confere: pedido, recebimentos e notas dizem o mesmo.").waitFor();

  await button(store, "Concluir").click();
  const finish = store.getByRole("dialog");
  await finish.getByLabel("Nota fiscal do que chegou").selectOption({ index: 1 });
  await finish.getByRole("button", { name: "Concluir recebimento" }).click();
  await store.getByText("Recebimento concluído.").waitFor();
  // Nothing is left to do: it is closed without anybody.
  await stateIn(requester, "Encerrada").waitFor({ timeout: 30_000 });
  expect((await asked<{ status: string }>(requester, "GET", `/api/purchase-requests/${request.id}`)).status).toBe(
    "closed",
  );
});

/** One whose mails and invoices are of this test alone. */
async function newSupplier(buyer: Page, name: string, place: number): Promise<Supplier> {
  const now = Date.now();
  const base = `${String(now + place).slice(-8)}0001`;
  const first = checkDigit(base);
  const supplier = { name: `${name} ${now}`, email: `${place}-${now}@exemplo.com.br`, document: "" };
  const document = `${base}${first}${checkDigit(`${base}${first}`)}`;
  await asked(buyer, "POST", "/api/suppliers", { kind: "PJ", ...supplier, document });
  return { ...supplier, document };
}

/** Of a CNPJ: by weights of 2 to 9 from the right. */
function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (2 + (at % 8)), 0);
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}
