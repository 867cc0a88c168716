/** What differs between two policies, figure by figure. */

import { useLanguage, useWords } from "../../../words/language";
import type { Difference } from "../../policy/document";
import { labelOf, shownFigure } from "../../policy/labels";
import { policyWords } from "../../words/policy";

export function Differences({ of }: { of: readonly Difference[] }) {
  const say = useWords(policyWords);
  const english = useLanguage() === "en";
  if (of.length === 0) return <p className="text-soft">{say.noChanges}</p>;
  return (
    <table className="w-full text-left text-sm">
      <caption className="sr-only">{say.whatChanged}</caption>
      <thead className="text-soft">
        <tr>
          <td />
          <th scope="col" className="px-2 pb-1 text-right font-medium">
            {say.before}
          </th>
          <th scope="col" className="pb-1 pl-2 text-right font-medium">
            {say.after}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ path, before, after }) => (
          <tr key={path} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 font-normal">
              {labelOf(path, english)}
            </th>
            <td className="px-2 py-1.5 text-right text-soft">{shownFigure(before, path, english)}</td>
            <td className="py-1.5 pl-2 text-right font-medium">{shownFigure(after, path, english)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
