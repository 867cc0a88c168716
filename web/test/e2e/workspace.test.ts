import { expect, test } from "vitest";
import { linkMailedTo } from "./given";
import { newBrowser, setStage, signedIn, visitor } from "./stage";

setStage();

const OWNER = "admin@arcflow.com";
const PASSWORD = "tijolo sobre tijolo 7";

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

  // Another day, another browser.
  const again = await (await newBrowser()).newPage();
  await again.goto("/entrar?depois=/cotacoes");
  await again.getByLabel("E-mail").fill(email);
  await again.getByLabel("Senha", { exact: true }).fill(PASSWORD);
  await again.getByRole("button", { name: "Entrar", exact: true }).click();
  await again.getByRole("heading", { level: 1, name: "Cotações" }).waitFor();
  const places = again.getByRole("navigation", { name: "Navegação" });
  await places.getByRole("link", { name: "Cotações" }).waitFor();
  expect(await places.getByRole("link", { name: "Papéis" }).count()).toBe(0);

  // The same link is of no use to anybody else.
  const late = await visitor(link);
  await late.getByRole("link", { name: "Voltar" }).waitFor();
});
