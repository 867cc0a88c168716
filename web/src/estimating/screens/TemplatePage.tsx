/** One template: its questions as they are asked, and what can be done with it. */

import { useNavigate, useParams } from "@tanstack/react-router";
import { Copy, Pencil, Power, PowerOff } from "lucide-react";
import { useAction } from "../../data/actions";
import { useAnswer } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Fact, Facts } from "../../ui/facts";
import { Menu } from "../../ui/menu";
import { Page, Panel } from "../../ui/page";
import { Refused, SkeletonRows } from "../../ui/states";
import { useWords } from "../../words/language";
import { shownAnswer } from "../answering/shown";
import type { Question } from "../answering/visible";
import { questionsOf, simpleCondition } from "../template/edit";
import { BUILDING_TYPES, DISCIPLINES, FACTS, useNames } from "../vocabulary";
import { templatesWords } from "../words/templates";

export default function TemplatePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <OneTemplate key={id} id={id} />;
}

function OneTemplate({ id }: { id: string }) {
  const say = useWords(templatesWords);
  const names = useNames();
  const navigate = useNavigate();
  const may = useMay();
  const path = { template_id: id };
  const template = useAnswer("GET /api/briefing-templates/{template_id}", { path }, { keep: true });
  const deactivate = useAction("DELETE /api/briefing-templates/{template_id}", { done: say.deactivated });
  const activate = useAction("POST /api/briefing-templates/{template_id}/activate", { done: say.activated });
  const back = { to: "/modelos", label: say.back };
  if (template.data === undefined)
    return (
      <Page title={say.template} back={back}>
        {template.error ? (
          <Refused error={template.error} onRetry={() => void template.refetch()} />
        ) : (
          <SkeletonRows rows={8} />
        )}
      </Page>
    );
  const { definition, active, shipped, number } = template.data;
  const questions = new Map(questionsOf(definition).map((each) => [each.id, each]));
  const mayEdit = may("estimating.templates.edit");
  const edit = (copia: boolean) =>
    void navigate({
      to: "/modelos/$id/editar",
      params: { id },
      ...(copia && { search: { copia: "sim" } }),
    } as never);
  return (
    <Page
      title={definition.name}
      back={back}
      lead={definition.description}
      beside={
        <span className="inline-flex gap-1">
          <Badge>{shipped ? say.shipped : say.own}</Badge>
          <Badge>{say.version(number)}</Badge>
          {!active && <Badge tone="ochre">{say.inactive}</Badge>}
        </span>
      }
      actions={
        mayEdit && (
          <>
            <Button icon={Copy} onClick={() => edit(true)}>
              {say.duplicate}
            </Button>
            <Button icon={Pencil} onClick={() => edit(false)}>
              {say.edit}
            </Button>
            <Menu
              items={[
                active
                  ? { label: say.deactivate, icon: PowerOff, onSelect: () => void deactivate.run({ path }) }
                  : { label: say.activate, icon: Power, onSelect: () => void activate.run({ path }) },
              ]}
            />
          </>
        )
      }
    >
      <Panel>
        <Facts>
          <Fact name={say.discipline}>{definition.disciplines.map((each) => names(DISCIPLINES, each)).join(", ")}</Fact>
          <Fact name={say.building}>
            {definition.buildingType ? names(BUILDING_TYPES, definition.buildingType) : say.anyBuilding}
          </Fact>
          <Fact name={say.questionsHead}>{questions.size}</Fact>
        </Facts>
      </Panel>
      {definition.chapters.map((chapter) => (
        <Panel key={chapter.id} title={chapter.title}>
          {chapter.help && <p className="mb-2 text-soft">{chapter.help}</p>}
          <ol className="flex flex-col">
            {chapter.questions.map((question) => (
              <QuestionLine key={question.id} question={question} questions={questions} />
            ))}
          </ol>
        </Panel>
      ))}
    </Page>
  );
}

function QuestionLine({ question, questions }: { question: Question; questions: ReadonlyMap<string, Question> }) {
  const say = useWords(templatesWords);
  const names = useNames();
  const condition = simpleCondition(question.shownIf);
  const asked = condition ? questions.get(condition.question) : undefined;
  const wanted = condition && question.shownIf?.op === "equals" ? question.shownIf.value : null;
  return (
    <li className="border-b border-line py-2 last:border-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className="min-w-0">
          {question.text}
          {question.required && <span className="text-sm text-faint"> ({say.required})</span>}
        </span>
        <span className="text-sm text-faint">{say.kinds[question.kind]}</span>
        {question.fact && <Badge tone="slate">{say.feeds(names(FACTS, question.fact).toLowerCase())}</Badge>}
      </div>
      {(question.options ?? []).length > 0 && (
        <p className="line-clamp-2 text-sm text-soft">
          {(question.options ?? []).map(({ label }) => label).join(" · ")}
        </p>
      )}
      {question.shownIf && (
        <p className="text-sm text-faint">
          {asked && wanted !== null ? say.onlyIfAnswer(asked.text, shownAnswer(asked, wanted)) : say.onlyIf}
        </p>
      )}
    </li>
  );
}
