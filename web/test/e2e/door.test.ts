import { describe, expect, test } from "vitest";
import { expectAccessible, setStage, signIn, visitor } from "./stage";

setStage();

describe("The sign-in screen", () => {
  for (const looks of [{}, { dark: true }, { phone: true }])
    test(`is accessible ${JSON.stringify(looks)}`, async () => {
      const page = await visitor("/entrar", looks);
      await page.getByRole("button", { name: "Entrar", exact: true }).waitFor();
      await expectAccessible(page);
    });

  test("is where one comes without a session, and leads on to where one wanted to go", async () => {
    const page = await visitor("/solicitacoes");
    await page.waitForURL(/\/entrar/);
    await signIn(page, "comprador@arcflow.com");
    await page.waitForURL(/\/solicitacoes$/);
  });

  test("keeps what was typed when the password is wrong, and says so", async () => {
    const page = await visitor();
    await page.getByLabel("E-mail").fill("admin@arcflow.com");
    await page.getByLabel("Senha", { exact: true }).fill("not this one");
    await page.getByRole("button", { name: "Entrar", exact: true }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe("admin@arcflow.com");
    await expectAccessible(page);
  });

  test("can be passed with the keyboard alone", async () => {
    const page = await visitor();
    await page.getByLabel("E-mail").focus();
    await page.keyboard.type("admin@arcflow.com");
    await page.keyboard.press("Tab");
    await page.keyboard.type("123456");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/dashboard$/);
  });
});
