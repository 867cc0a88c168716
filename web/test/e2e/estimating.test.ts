import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { linkMailedTo } from "./given";
import { asked, expectAccessible, setStage, signedIn, visitor } from "./stage";

setStage();

const OWNER = "admin@arcflow.com";
const ARCHITECT = "arquiteto@arcflow.com";

/** What the price needs, in two chapters. */
const CHAPTERS = [
  {
    id: "obra",
    title: "A obra",
    questions: [
      { id: "area", text: "Qual a área?", kind: "text", required: true, fact: "area_m2" },
      {
        id: "tipo",
        text: "O que será construído?",
        kind: "choice",
        required: true,
        fact: "building_type",
        options: [
          { value: "unifamiliar", label: "Casa" },
          { value: "escritorio", label: "Escritório" },
        ],
      },
      { id: "cidade", text: "Em que cidade?", kind: "text", fact: "city" },
    ],
  },
  {
    id: "projeto",
    title: "O projeto",
    questions: [
      {
        id: "padrao",
        text: "Qual o padrão?",
        kind: "choice",
        fact: "standard",
        options: [
          { value: "medio", label: "Médio" },
          { value: "alto", label: "Alto" },
        ],
      },
      {
        id: "complexidade",
        text: "Qual a complexidade?",
        kind: "choice",
        fact: "complexity",
        options: [
          { value: "media", label: "Média" },
          { value: "alta", label: "Alta" },
        ],
      },
      {
        id: "disciplinas",
        text: "Quais projetos?",
        kind: "multi_choice",
        fact: "disciplines",
        options: [
          { value: "arquitetura", label: "Arquitetura" },
          { value: "interiores", label: "Interiores" },
        ],
      },
    ],
  },
];

test("What a client wants becomes a price, and the client says yes to it", async () => {
  const now = Date.now();
  const [client, email, model] = [`Marina Duarte ${now}`, `marina-${now}@exemplo.com.br`, `Curto ${now}`];
  const studio = await signedIn(OWNER, { path: "/clientes" });
  await newTemplate(studio, model);

  await studio.getByRole("button", { name: "Cadastrar cliente" }).click();
  const form = studio.getByRole("dialog");
  await form.getByLabel("Nome").fill(client);
  await form.getByLabel("E-mail").fill(email);
  await form.getByRole("button", { name: "Salvar" }).click();
  await studio.getByRole("heading", { level: 1, name: client }).waitFor();

  await studio.getByText("Novo briefing").first().click();
  await studio.getByRole("radio", { name: model }).check();
  await studio.getByRole("button", { name: "Começar" }).click();
  await studio.waitForURL(/briefings\/[0-9a-f-]{36}/);
  await studio.getByLabel("Qual a área?").fill("200 m²");
  await studio.getByRole("radio", { name: "Casa" }).check();
  await studio.getByLabel("Em que cidade?").fill("Campinas/SP");
  await studio.getByRole("button", { name: "Próximo: O projeto" }).click();
  await studio.getByRole("radio", { name: "Médio" }).check();
  await studio.getByRole("radio", { name: "Média" }).check();
  await studio.getByRole("checkbox", { name: "Arquitetura" }).check();
  await studio.getByRole("button", { name: "Concluir briefing" }).click();

  await studio.getByRole("button", { name: "Gerar orçamento" }).click();
  await studio.waitForURL(/orcamentos\/[0-9a-f-]{36}/);
  await studio.getByRole("heading", { name: "Três métodos, lado a lado" }).waitFor();
  await studio.getByRole("tab", { name: "Prazo e pagamento" }).click();
  await studio.getByRole("heading", { name: "Etapas no calendário" }).waitFor();
  const id = new URL(studio.url()).pathname.split("/").at(-1);
  const { codigo } = await asked<{ codigo: string }>(studio, "GET", `/api/orcamentos/${id}`);

  await studio.getByRole("button", { name: "Enviar ao cliente" }).click();
  await studio.getByRole("dialog").getByRole("button", { name: "Enviar ao cliente" }).click();
  await studio.getByRole("button", { name: "Link do cliente" }).waitFor();
  const link = await linkMailedTo(email, "/proposta");

  // Somebody else at the office has the pipeline open meanwhile.
  const colleague = await signedIn(ARCHITECT, { path: `/orcamentos?q=${codigo}` });
  await colleague.getByRole("region", { name: "Com o cliente" }).getByText(codigo).waitFor();
  const marina = await visitor(link, { phone: true });
  await marina.getByRole("heading", { level: 1, name: client }).waitFor();
  await marina.getByLabel("Seu nome completo").fill("Marina Duarte");
  await marina.getByLabel("CPF").fill("529.982.247-25");
  await marina.getByRole("button", { name: "Aprovar proposta" }).click();
  await marina.getByText("Proposta aprovada").waitFor();
  await colleague.getByRole("region", { name: "Aprovado" }).getByText(codigo).waitFor();
  await studio.getByText("Aprovado", { exact: true }).first().waitFor();
  for (const page of [studio, marina]) await expectAccessible(page);
});

test("A briefing's chapters are answered with keys alone", async () => {
  const page = await signedIn(ARCHITECT, { path: "/briefings" });
  const name = `Sem mouse ${Date.now()}`;
  const { id: templateId } = await newTemplate(await signedIn(OWNER), name);
  const { id: clientId } = await asked<{ id: string }>(page, "POST", "/api/clients", { kind: "PF", name });
  const briefing = await asked<{ id: string }>(page, "POST", "/api/briefings", { clientId, templateId, title: name });
  await page.goto(`/briefings/${briefing.id}`);
  await page.getByLabel("Qual a área?").waitFor();
  await tabTo(page, "Qual a área?");
  await page.keyboard.type("200 m²");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  expect(await page.getByRole("radio", { name: "Casa" }).isChecked()).toBe(true);
  await page.keyboard.press("ArrowDown");
  expect(await page.getByRole("radio", { name: "Escritório" }).isChecked()).toBe(true);
  await tabTo(page, "Em que cidade?");
  await page.keyboard.type("Campinas/SP");
  await tabTo(page, "Próximo: O projeto");
  await page.keyboard.press("Enter");
  // The next chapter begins where the keys are.
  await page.getByRole("heading", { name: "O projeto" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  expect(await page.getByRole("radio", { name: "Médio" }).isChecked()).toBe(true);
  await tabTo(page, "Arquitetura");
  await page.keyboard.press("Space");
  const answers = async () => {
    const { data } = await asked<{ data: { questionId: string; value: unknown }[] }>(
      page,
      "GET",
      `/api/briefing-answers?briefingId=${briefing.id}`,
    );
    return Object.fromEntries(data.map((each) => [each.questionId, each.value]));
  };
  await expect.poll(answers, { timeout: 10_000 }).toEqual({
    area: "200 m²",
    tipo: "escritorio",
    cidade: "Campinas/SP",
    padrao: "medio",
    disciplinas: ["arquitetura"],
  });
});

const newTemplate = (by: Page, name: string) =>
  asked<{ id: string }>(by, "POST", "/api/briefing-templates", {
    key: `curto_${Date.now()}`,
    name,
    description: "O que o preço precisa, e nada mais.",
    disciplines: ["arquitetura"],
    version: 1,
    chapters: CHAPTERS,
  });

/** Presses Tab until what is called `name` has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = page.locator(":focus");
  for (let turn = 0; turn < 60; turn += 1) {
    await page.keyboard.press("Tab");
    const called = await focused.evaluate((element) => {
      const input = element as HTMLInputElement;
      const label = document.getElementById(input.getAttribute("aria-labelledby") ?? "") ?? input.labels?.[0];
      return (label ?? input).textContent;
    });
    if (called?.includes(name)) return;
  }
  throw new Error(`Tab does not come to ${name}`);
}
