/** Of what a person wants to hear, and how. Each choice is saved as it is made. */

import { useState } from "react";
import type { NotificationPreferences } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useAnswer } from "../../data/rows";
import { Checkbox, SelectField } from "../../ui/field";
import { Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { useLanguage, useWords } from "../../words/language";
import { NOTICES_IN_ENGLISH } from "../words/notices";
import { settingsWords } from "../words/settings";

export function NoticesPanel() {
  const read = useAnswer("GET /api/user/notification-preferences", {});
  if (read.data === undefined)
    return read.error ? (
      <Refused error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <Skeleton className="h-80" />
    );
  return <Choices given={read.data} />;
}

function Choices({ given }: { given: NotificationPreferences }) {
  const say = useWords(settingsWords);
  const english = useLanguage() === "en";
  const [now, setNow] = useState(given);
  const save = useAction("PUT /api/user/notification-preferences", { done: say.saved });
  const set = (change: Partial<NotificationPreferences>) => {
    const before = now;
    const next = { ...now, ...change };
    setNow(next);
    const { events, frequency, soundEnabled, emailNotifications } = next;
    void save
      .run({ body: { events, frequency, soundEnabled, emailNotifications } })
      .then((answer) => answer === undefined && setNow(before));
  };
  return (
    <div className="flex flex-col gap-4">
      <Panel title={say.which}>
        <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
          {now.available.map((each) => (
            <Checkbox
              key={each.event}
              label={(english && NOTICES_IN_ENGLISH[each.event]) || each.label}
              checked={now.events.includes(each.event)}
              onChecked={(wanted) =>
                set({ events: wanted ? [...now.events, each.event] : now.events.filter((one) => one !== each.event) })
              }
            />
          ))}
        </div>
      </Panel>
      <Panel>
        <div className="flex flex-col gap-4">
          <Checkbox
            label={say.byMail}
            checked={now.emailNotifications}
            onChecked={(emailNotifications) => set({ emailNotifications })}
          />
          <SelectField
            label={say.often}
            className="max-w-xs"
            value={now.frequency}
            disabled={!now.emailNotifications}
            onValue={(frequency) => set({ frequency: frequency as NotificationPreferences["frequency"] })}
          >
            {Object.entries(say.frequencies).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </SelectField>
          <Checkbox label={say.sound} checked={now.soundEnabled} onChecked={(soundEnabled) => set({ soundEnabled })} />
        </div>
      </Panel>
    </div>
  );
}
