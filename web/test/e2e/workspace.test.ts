import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { linkMailedTo } from "./given";
import { newBrowser, setStage, signedIn, visitor } from "./stage";

setStage();

const OWNER = "admin@arcflow.com";
const PASSWORD = "tijolo sobre tijolo 7";

/** What an authenticator shows now (RFC 6238). */
function codeOf(secret: string): string {
  const bits = [...secret].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"));
  const key = Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", key).update(step).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("Who is invited chooses a password, comes in, and may do what their role says", async () => {
  const email = `nova-${Date.now()}@exemplo.com.br`;
  const owner = await signedIn(OWNER, { path: "/pessoas" });
  await owner.getByRole("button", { name: "Convidar" }).click();
  const form = owner.getByRole("dialog");
  await form.getByLabel("E-mail").fill(email);
  await form.getByRole("checkbox", { name: /Comprador/ }).check();
  await form.getByRole("button", { name: "Enviar convite" }).click();
  await owner.getByText(`Convite enviado a ${email}.`).waitFor();
  const link = await linkMailedTo(email, "/convite");

  const newcomer = await visitor(link);
  await newcomer.getByRole("heading", { name: /ArcFlow Arquitetura/ }).waitFor();
  await newcomer.getByLabel("Seu nome").fill("Olívia Nogueira");
  await newcomer.getByLabel("Senha nova").fill(PASSWORD);
  await newcomer.getByRole("button", { name: "Aceitar e entrar" }).click();
  await newcomer.getByRole("button", { name: /^Sua conta, Olívia/ }).waitFor();

  // The owner's list has them, without being read again.
  await owner.getByRole("searchbox").fill("Olívia");
  await owner
    .getByRole("row", { name: /Olívia Nogueira/ })
    .getByText("Comprador")
    .waitFor();

  // A wrong password is said to be that, and their session goes on; then the second factor is turned on.
  await newcomer.goto("/configuracoes?secao=seguranca");
  await newcomer.getByLabel("Sua senha").fill("not this one");
  await newcomer.getByRole("button", { name: "Ligar segundo fator" }).click();
  await newcomer.getByText("Não confere.").waitFor();
  await newcomer.getByLabel("Sua senha").fill(PASSWORD);
  await newcomer.getByRole("button", { name: "Ligar segundo fator" }).click();
  const secret = await newcomer.locator("code").innerText();
  await newcomer.getByLabel("Código de 6 números").fill(codeOf(secret));
  await newcomer.getByRole("button", { name: "Confirmar" }).click();
  const recovery = await newcomer
    .getByRole("listitem")
    .filter({ hasText: /^[A-Z2-7]{4}(-[A-Z2-7]{4})+$/ })
    .first()
    .innerText();
  await newcomer.getByRole("button", { name: "Já guardei" }).click();
  await newcomer.getByText(/10 códigos de recuperação/).waitFor();

  // Another day, another browser. Whoever begins as somebody else is not asked for a code that they do not have.
  const again = await (await newBrowser()).newPage();
  await again.goto("/entrar?depois=/cotacoes");
  await again.getByLabel("E-mail").fill(email);
  await again.getByLabel("Senha", { exact: true }).fill(PASSWORD);
  await again.getByRole("button", { name: "Entrar", exact: true }).click();
  await again.getByLabel("Código").waitFor();
  await again.getByLabel("E-mail").fill(OWNER);
  await again.getByLabel("Código").waitFor({ state: "detached" });
  await again.getByLabel("E-mail").fill(email);
  await again.getByRole("button", { name: "Entrar", exact: true }).click();
  await again.getByLabel("Código").fill(recovery);
  await again.getByRole("button", { name: "Entrar", exact: true }).click();
  await again.getByRole("heading", { level: 1, name: "Cotações" }).waitFor();
  const places = again.getByRole("navigation", { name: "Navegação" });
  await places.getByRole("link", { name: "Cotações" }).waitFor();
  expect(await places.getByRole("link", { name: "Papéis" }).count()).toBe(0);

  // The same link is of no use to anybody else.
  const late = await visitor(link);
  await late.getByRole("link", { name: "Voltar" }).waitFor();
});
