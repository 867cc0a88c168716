/** The first screen: each person's own queue first, then figures that move. */

import { Suspense } from "react";
import { idle, lazyPart } from "../../app/lazy";
import { useMe } from "../../data/seat";
import { Page } from "../../ui/page";
import { Skeleton } from "../../ui/states";
import { useWords } from "../../words/language";
import { Queue } from "../parts/Queue";
import { dashboardWords } from "../words/dashboard";

/** Charts come after the queue, which is what people open this for. */
const Figures = lazyPart(async () => {
  await idle();
  return import("../parts/Figures");
});

export default function Dashboard() {
  const say = useWords(dashboardWords);
  const me = useMe();
  return (
    <Page title={say.hello(me.name.split(" ")[0] ?? "", new Date().getHours())}>
      <Queue />
      <Suspense fallback={<Skeleton className="h-64" />}>
        <Figures />
      </Suspense>
    </Page>
  );
}
