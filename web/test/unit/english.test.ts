/** What the server says, in English. That each sentence has its English is the compiler's to say. */

import { describe, expect, test, vi } from "vitest";
import { inEnglish, partsInEnglish, SENTENCES } from "../../src/english";

describe("The English of the server's sentences", () => {
  test("puts in what the Portuguese puts in, and nothing else", () => {
    const values = (text: string) => [...new Set(text.match(/\{\d/g))].sort().join();
    const wrong = Object.entries(SENTENCES).filter(([pt, en]) => values(pt) !== values(en));
    expect(wrong).toEqual([]);
  });

  test("is itself, and no sentence takes another's place", () => {
    // Where two patterns fit, the one that says more was asked first.
    const wrong = Object.entries(SENTENCES).flatMap(([pt, en]) => {
      const filled = (text: string) => text.replace(/\{(\d)\*?\}/g, (_, at: string) => `${Number(at) + 101}`);
      const said = inEnglish(filled(pt));
      return said === filled(en) ? [] : [{ pt, en, said }];
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ["Falta preencher.", "This is missing."],
    ["Use pelo menos 12 caracteres.", "Use at least 12 characters."],
    [
      "Mercado por m² dá R$ 98.000,00, 41,2% acima de horas técnicas (R$ 69.400,00); o limite é 30%.",
      "Market by m² gives R$ 98.000,00, 41,2% above technical hours (R$ 69.400,00); the limit is 30%.",
    ],
    [
      "A área do imóvel: a resposta dá uma faixa; tomamos o meio dela; quem respondeu não tem certeza. Confirma 190 m²? (Pergunta “Qual é a área?”, resposta “180 a 200”.)",
      "The area of the property: the answer gives a range, and we took its middle; whoever answered is not sure. Is 190 m² right? (Question “Qual é a área?”, answer “180 a 200”.)",
    ],
    [
      "Falta o tipo de edificação. Onde está no briefing? Pergunta “O que vamos projetar?”.",
      "The type of building is missing. Where is it in the briefing? Question “O que vamos projetar?”.",
    ],
    [
      "Ana Prado aprovou a necessidade da solicitação SC-202611-004, “Cabos”.",
      "Ana Prado approved the need of request SC-202611-004, “Cabos”.",
    ],
  ])("%s", (portuguese, english) => expect(inEnglish(portuguese)).toBe(english));

  test("reads figures word by word", () => {
    expect(partsInEnglish("12 h sênior (25%) × R$ 180,00 + 4 h estagiário (10%) × R$ 40,00")).toBe(
      "12 h senior (25%) × R$ 180,00 + 4 h trainee (10%) × R$ 40,00",
    );
    expect(partsInEnglish("Arquitetura, Ar-condicionado e ventilação")).toBe(
      "Architecture, Air conditioning and ventilation",
    );
  });

  test.each(["Comprar cimento para a obra da Vila", "Coordenadora de obras", "", "R$ 10,00"])(
    "leaves alone what a person wrote: %s",
    (text) => expect(inEnglish(text)).toBe(text),
  );
});

test("Screens say it in the language that they speak, once the English is there", async () => {
  vi.stubGlobal("document", { documentElement: {} });
  const { said, setLanguage } = await import("../../src/words/language");
  setLanguage("pt-BR");
  expect(said("Falta preencher.")).toBe("Falta preencher.");
  setLanguage("en");
  await vi.waitFor(() => expect(said("Falta preencher.")).toBe("This is missing."));
  setLanguage("pt-BR");
  expect(said("Falta preencher.")).toBe("Falta preencher.");
});
