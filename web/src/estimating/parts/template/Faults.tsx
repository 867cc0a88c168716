/** What the server found wrong with a template, each at its chapter and question. */

import type { Template } from "../../../api/schema";
import { useWords } from "../../../words/language";
import { templatesWords } from "../../words/templates";

export function Faults({
  template,
  fields,
  sentence,
}: {
  template: Template;
  fields: Readonly<Record<string, string>>;
  sentence: string;
}) {
  const say = useWords(templatesWords);
  const lines = Object.entries(fields).map(([path, remedy]) => {
    const [, c, q] = /^chapters\[(\d+)\](?:\.questions\[(\d+)\])?/.exec(path) ?? [];
    const chapter = c === undefined ? undefined : template.chapters[Number(c)];
    const question = q === undefined ? undefined : chapter?.questions[Number(q)];
    return { path, remedy, where: chapter ? say.faultAt(chapter.title, question?.text ?? "") : "" };
  });
  return (
    <section role="alert" className="rounded-lg bg-wine-soft px-4 py-3 text-wine">
      <h2 className="font-semibold">{lines.length > 0 ? say.faults : sentence}</h2>
      <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-5 text-sm">
        {lines.map(({ path, remedy, where }) => (
          <li key={path}>
            {where && <strong className="font-medium">{where}: </strong>}
            {remedy}
          </li>
        ))}
      </ul>
    </section>
  );
}
