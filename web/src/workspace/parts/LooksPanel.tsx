/** Light or dark, and the language; of this browser. */

import { chooseTheme, chosenTheme, type Theme } from "../../app/theme";
import { useReadable } from "../../data/seat";
import { SelectField } from "../../ui/field";
import { Panel } from "../../ui/page";
import { type Language, setLanguage, useLanguage, useWords } from "../../words/language";
import { settingsWords } from "../words/settings";

export function LooksPanel() {
  const say = useWords(settingsWords);
  const language = useLanguage();
  const theme = useReadable(chosenTheme);
  return (
    <Panel>
      <div className="grid max-w-xl gap-4 sm:grid-cols-2">
        <SelectField label={say.theme} value={theme} onValue={(next) => chooseTheme(next as Theme)}>
          {Object.entries(say.themes).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label={say.language} value={language} onValue={(next) => setLanguage(next as Language)}>
          {Object.entries(say.languages).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
    </Panel>
  );
}
