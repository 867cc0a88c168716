/** A briefing: filled in by one or by several at once, read, and priced. */

import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Briefing, TemplateDetail } from "../../api/schema";
import { useAddress } from "../../data/address";
import { usePresence } from "../../data/presence";
import { useAnswer, useRow } from "../../data/rows";
import { useLive, useMay, useReadable } from "../../data/seat";
import { Person } from "../../ui/badge";
import { State } from "../../ui/look";
import { Page } from "../../ui/page";
import { Refused, Skeleton, SkeletonRows } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { useWords } from "../../words/language";
import { useAnswering } from "../answering/answering";
import { BriefingActions } from "../parts/briefing/BriefingActions";
import { MissingAnswers } from "../parts/briefing/MissingAnswers";
import { Questionnaire } from "../parts/briefing/Questionnaire";
import { openPoints, Reading, ReadingSummary } from "../parts/briefing/Reading";
import { OrcamentosOf } from "../parts/pipeline/OrcamentosOf";
import { BRIEFING_STATUS, type BriefingRow } from "../rows";
import { briefingWords } from "../words/briefing";
import { estimatingWords } from "../words/places";

export default function BriefingPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <OneBriefing key={id} id={id} />;
}

function OneBriefing({ id }: { id: string }) {
  const say = useWords(briefingWords);
  const area = useWords(estimatingWords);
  const live = useLive();
  const offline = useReadable(live.state).status === "offline";
  const row = useRow("briefings", id);
  const detail = useAnswer("GET /api/briefings/{ref}", { path: { ref: id } }, { after: row?.status, keep: true });
  const templateId = detail.data?.template.id ?? "";
  const template = useAnswer(
    "GET /api/briefing-templates/{template_id}",
    { path: { template_id: templateId } },
    { enabled: templateId !== "", keep: true },
  );
  const back = { to: "/briefings", label: area.briefings };
  if (row === null) return <Refused error="missing" />;
  if (row && detail.data && template.data)
    return <Filled row={row} detail={detail.data} template={template.data} back={back} />;
  const error = detail.error ?? template.error;
  return (
    <Page title={row?.title ?? say.number(0)} back={back}>
      {error && (detail.data === undefined || template.data === undefined) ? (
        offline ? (
          <p className="text-soft">{say.notHereOffline}</p>
        ) : (
          <Refused error={error} onRetry={() => void (detail.data ? template : detail).refetch()} />
        )
      ) : (
        <div className="grid gap-8 lg:grid-cols-[15rem_minmax(0,1fr)]">
          <div className="hidden lg:block">
            <SkeletonRows rows={6} className="h-8" />
          </div>
          <div className="flex max-w-2xl flex-col gap-6">
            <Skeleton className="h-7 w-56" />
            <SkeletonRows rows={4} className="mb-6 h-16" />
          </div>
        </div>
      )}
    </Page>
  );
}

type Part = "respostas" | "leitura" | "orcamentos";

function Filled({
  row,
  detail,
  template,
  back,
}: {
  row: BriefingRow;
  detail: Briefing;
  template: TemplateDetail;
  back: { to: string; label: string };
}) {
  const say = useWords(briefingWords);
  const navigate = useNavigate();
  const maySeePrices = useMay()("estimating.orcamentos.read");
  const { definition } = template;
  const questions = useMemo(
    () => new Map(definition.chapters.flatMap((chapter) => chapter.questions.map((each) => [each.id, each] as const))),
    [definition],
  );
  const answering = useAnswering(row.id, questions);
  const presence = usePresence(`briefings/${row.id}`);
  const reading = useAnswer("GET /api/briefings/{ref}/extraction", { path: { ref: row.id } }, { after: row.version });
  const [address, setAddress] = useAddress({ aba: "respostas", capitulo: "", pergunta: "" });
  const [owed, setOwed] = useState<ReadonlySet<string>>(new Set());
  const goTo = (question: string) => setAddress({ aba: "respostas", pergunta: question });
  const open = reading.data ? openPoints(reading.data) : 0;
  const live = useLive();
  const waiting = useReadable(live.state).status === "offline" ? answering.entries.length : 0;
  const mayAnswer = detail.can.includes("answer");
  return (
    <Page
      title={row.title}
      back={back}
      beside={<State look={BRIEFING_STATUS[row.status]} />}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span>
            {say.number(row.number)} · {row.template} · {row.client.name}
          </span>
          <Progress percent={row.progress} />
          {presence.others.length > 0 && (
            <span className="inline-flex items-center gap-1.5">
              {say.here}
              {presence.others.map((person) => (
                <Person key={person.id} name={person.name} small />
              ))}
            </span>
          )}
          {waiting > 0 && (
            <span role="status" className="text-ochre">
              {say.waiting(waiting)}
            </span>
          )}
        </span>
      }
      actions={
        <BriefingActions
          row={row}
          can={detail.can}
          answering={answering}
          onOwed={(missing) => {
            setOwed(new Set(missing));
            setAddress({ aba: "respostas" });
          }}
          onUnclear={() => setAddress({ aba: "leitura" })}
          onMade={(id) => void navigate({ to: "/orcamentos/$id", params: { id } } as never)}
        />
      }
    >
      <MissingAnswers owed={owed} questions={questions} given={answering.given} onGoTo={goTo} />
      <Tabs<Part>
        label={say.tabs}
        value={(["respostas", "leitura", "orcamentos"] as const).find((part) => part === address.aba) ?? "respostas"}
        onValue={(aba) => setAddress({ aba, pergunta: "" })}
        tabs={[
          {
            value: "respostas",
            label: say.answersTab,
            panel: (
              <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_17rem]">
                <div className="min-w-0">
                  {!mayAnswer && <p className="mb-3 rounded-md bg-sunken px-3 py-2 text-sm text-soft">{say.locked}</p>}
                  {answering.status === "loading" ? (
                    // Nobody types into a field whose answer is still on its way.
                    <SkeletonRows rows={6} className="mb-6 h-16" />
                  ) : answering.status !== "ready" ? (
                    <Refused error={answering.status} />
                  ) : (
                    <Questionnaire
                      briefing={row.id}
                      template={definition}
                      answering={answering}
                      presence={presence}
                      mayAnswer={mayAnswer}
                      chapter={address.capitulo}
                      question={address.pergunta}
                      onChapter={(capitulo) => {
                        setAddress({ capitulo, pergunta: "" });
                        window.scrollTo({ top: 0 });
                      }}
                      owed={owed}
                    />
                  )}
                </div>
                {reading.data && (
                  <aside className="sticky top-4 hidden self-start xl:block">
                    <ReadingSummary reading={reading.data} onLook={() => setAddress({ aba: "leitura" })} />
                  </aside>
                )}
              </div>
            ),
          },
          {
            value: "leitura",
            label: say.readingTab,
            beside:
              open > 0 ? (
                <span className="rounded-full bg-ochre-soft px-1.5 text-xs font-semibold text-ochre">{open}</span>
              ) : null,
            panel: reading.data ? (
              <Reading
                briefing={row.id}
                reading={reading.data}
                template={definition}
                given={answering.given}
                onGoTo={goTo}
              />
            ) : reading.error ? (
              <Refused error={reading.error} onRetry={() => void reading.refetch()} />
            ) : (
              <SkeletonRows rows={6} className="h-20" />
            ),
          },
          ...(maySeePrices
            ? [
                {
                  value: "orcamentos" as const,
                  label: say.orcamentosTab,
                  panel: (
                    <OrcamentosOf
                      filters={{ briefingId: row.id }}
                      label={say.orcamentosTab}
                      emptyTitle={say.noOrcamentosTitle}
                      emptyText={say.noOrcamentosText}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}

function Progress({ percent }: { percent: number }) {
  const say = useWords(briefingWords);
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-24 overflow-hidden rounded-full bg-sunken">
        <span
          className="block h-full rounded-full bg-leaf transition-[width]"
          style={{ width: `${Math.max(percent, 2)}%` }}
        />
      </span>
      {say.progress(percent)}
    </span>
  );
}
