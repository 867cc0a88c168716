/** Everything about one request: where it stands, what it asks for, who signed, what was bought, what was said. */

import { Link, useParams } from "@tanstack/react-router";
import { TriangleAlert, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import type { PurchaseRequest } from "../../api/schema";
import { useAddress } from "../../data/address";
import { usePresence } from "../../data/presence";
import { useAnswer, useRow, useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Badge, Person } from "../../ui/badge";
import { Changed, OfRow } from "../../ui/changed";
import { Fact, Facts } from "../../ui/facts";
import { State } from "../../ui/look";
import { Page, Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { day, moment, money, percent, quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { Attachments } from "../parts/Attachments";
import { BudgetBar } from "../parts/BudgetBar";
import { Comments } from "../parts/request/Comments";
import { RequestActions } from "../parts/request/RequestActions";
import { RequestApprovals } from "../parts/request/RequestApprovals";
import { RequestHistory } from "../parts/request/RequestHistory";
import { RequestOrders, RequestRounds } from "../parts/request/RequestPurchase";
import { RequestSteps } from "../parts/request/RequestSteps";
import { PRIORITY, REQUEST_STATUS } from "../rows";
import { requestWords } from "../words/request";

export default function RequestPage() {
  const { id = "" } = useParams({ strict: false });
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { id: string }) {
  const say = useWords(requestWords);
  const row = useRow("purchase-requests", id);
  const { data, error, refetch } = useAnswer(
    "GET /api/purchase-requests/{request_id}",
    { path: { request_id: id } },
    { after: row?.version, keep: true },
  );
  const back = { to: "/solicitacoes", label: say.back };
  if (data !== undefined)
    return (
      <OfRow value={row}>
        <Request request={data} back={back} />
      </OfRow>
    );
  return (
    <Page title={row?.code ?? "…"} back={back}>
      {error ? (
        <Refused error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
          <Skeleton className="h-96 w-full rounded-lg" />
          <Skeleton className="h-72 w-full rounded-lg" />
        </div>
      )}
    </Page>
  );
}

function Request({ request, back }: { request: PurchaseRequest; back: { to: string; label: string } }) {
  const say = useWords(requestWords);
  const may = useMay();
  const { others } = usePresence(`purchase-requests/${request.id}`);
  const sees = may("procurement.quotations.read");
  const { rows: rounds, status } = useRows("quotation-rounds", {
    filters: { purchaseRequestId: request.id },
    enabled: sees,
  });
  return (
    <Page
      title={request.title}
      back={back}
      beside={
        <Changed of={request.status}>
          <State look={REQUEST_STATUS[request.status]} />
        </Changed>
      }
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span>{request.code}</span>
          {request.priority !== "normal" && <State look={PRIORITY[request.priority]} />}
          {request.overBudget && (
            <Badge tone="wine" icon={TriangleAlert}>
              {say.overBudget}
            </Badge>
          )}
          {others.length > 0 && (
            <span
              className="inline-flex items-center gap-1"
              title={say.others(others.map(({ name }) => name).join(", "))}
            >
              {others.slice(0, 5).map((person) => (
                <Person key={person.id} name={person.name} small />
              ))}
            </span>
          )}
        </span>
      }
      actions={<RequestActions request={request} rounds={rounds} />}
    >
      <RequestSteps request={request} />
      <Notices request={request} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {request.description && (
            <Panel title={say.why}>
              <p className="max-w-prose whitespace-pre-line">{request.description}</p>
            </Panel>
          )}
          <Items request={request} />
          {sees && request.submittedAt && <RequestRounds rounds={rounds} loading={status === "loading"} />}
          {may("procurement.orders.read") && request.awardId && <RequestOrders requestId={request.id} />}
          <Talk request={request} after={`${request.version} ${rounds.map((round) => round.version).join()}`} />
        </div>
        <aside className="flex min-w-0 flex-col gap-4">
          {request.submittedAt && <RequestApprovals request={request} />}
          <About request={request} />
          <Panel title={say.attachments}>
            <Attachments
              files={request.attachments}
              thing="purchase_request"
              thingId={request.id}
              mayAdd={request.can.includes("comment")}
            />
          </Panel>
        </aside>
      </div>
    </Page>
  );
}

function Notices({ request }: { request: PurchaseRequest }) {
  const say = useWords(requestWords);
  const was = useWords(REQUEST_STATUS[request.archivedFrom ?? "draft"].label);
  const notices: ReactNode[] = [];
  if (request.status === "draft" && request.rejectionReason) notices.push(say.returned(request.rejectionReason));
  if (request.status === "archived" && request.archivedFrom) notices.push(say.archivedFrom(was));
  if (request.status === "archived" && request.rejectionReason) notices.push(`“${request.rejectionReason}”`);
  if (notices.length === 0) return null;
  return (
    <div className="flex items-start gap-2 rounded-md bg-wine-soft px-3 py-2 text-wine">
      <Undo2 size={18} className="mt-0.5 shrink-0" aria-hidden />
      <div>
        {notices.map((notice) => (
          <p key={String(notice)}>{notice}</p>
        ))}
      </div>
    </div>
  );
}

function Items({ request }: { request: PurchaseRequest }) {
  const say = useWords(requestWords);
  return (
    <section className="flex flex-col gap-2">
      <header className="flex items-baseline justify-between gap-3">
        <h2 className="font-semibold">
          {say.items} <span className="font-normal text-faint">{request.lines.length}</span>
        </h2>
        <Changed of={request.estimatedTotal} className="text-soft">
          {say.estimated} <strong className="font-semibold text-ink">{money(request.estimatedTotal)}</strong>
        </Changed>
      </header>
      {request.lines.length === 0 ? (
        <p className="text-faint">{say.noItems}</p>
      ) : (
        <RowTable
          label={say.items}
          rows={request.lines}
          columns={[
            {
              name: say.item,
              width: "minmax(10rem,1fr)",
              cell: (line) => (
                <span className="block min-w-0 py-1 whitespace-normal">
                  {line.description}
                  {(line.specification || line.category) && (
                    <span className="block text-sm text-faint">
                      {[line.specification, line.category].filter(Boolean).join(" · ")}
                    </span>
                  )}
                </span>
              ),
            },
            {
              name: say.quantity,
              width: "7rem",
              align: "right",
              cell: (line) => `${quantity(line.quantity)} ${line.unit}`,
            },
            { name: say.unitPrice, width: "8rem", align: "right", cell: (line) => money(line.estimatedUnitPrice) },
            { name: say.total, width: "8rem", align: "right", cell: (line) => money(line.estimatedTotal) },
          ]}
        />
      )}
    </section>
  );
}

function About({ request }: { request: PurchaseRequest }) {
  const say = useWords(requestWords);
  const priority = useWords(PRIORITY[request.priority].label);
  const part =
    request.total && Number(request.estimatedTotal) > 0
      ? (100 * Number(request.total)) / Number(request.estimatedTotal)
      : null;
  return (
    <Panel title={say.facts}>
      <div className="flex flex-col gap-4">
        <Facts>
          <Fact name={say.requester}>
            <Person name={request.requester.name} named small />
          </Fact>
          <Fact name={say.buyer}>
            <Changed of={request.buyer?.id}>
              {request.buyer ? (
                <Person name={request.buyer.name} named small />
              ) : (
                <span className="text-faint">{say.noBuyer}</span>
              )}
            </Changed>
          </Fact>
          <Fact name={say.centre}>
            {request.costCentre.name} <span className="text-faint">{request.costCentre.code}</span>
          </Fact>
          {request.department && <Fact name={say.department}>{request.department.name}</Fact>}
          <Fact name={say.neededOn}>{day(request.neededOn)}</Fact>
          <Fact name={say.priority}>{priority}</Fact>
          {request.total && (
            <Fact name={say.awarded}>
              <strong className="font-semibold">{money(request.total)}</strong>
              {part !== null && <span className="block text-sm text-faint">{say.saving(percent(part))}</span>}
            </Fact>
          )}
          <Fact name={say.created}>{moment(request.createdAt)}</Fact>
          {request.parent && (
            <Fact name={say.parent}>
              <RequestLink request={request.parent} />
            </Fact>
          )}
          {request.following.length > 0 && (
            <Fact name={say.following}>
              {request.following.map((each) => (
                <RequestLink key={each.id} request={each} />
              ))}
            </Fact>
          )}
        </Facts>
        {request.inheritsA1 && <p className="text-sm text-faint">{say.inherits}</p>}
        <BudgetBar
          centre={request.costCentre}
          amount={request.total ?? request.estimatedTotal}
          requestId={request.id}
          after={request.version}
        />
      </div>
    </Panel>
  );
}

function RequestLink({ request }: { request: { readonly id: string; readonly code: string } }) {
  return (
    <Link to={`/solicitacoes/${request.id}`} className="block text-accent hover:underline">
      {request.code}
    </Link>
  );
}

function Talk({ request, after }: { request: PurchaseRequest; after: string }) {
  const say = useWords(requestWords);
  const [{ aba }, set] = useAddress({ aba: "comentarios" });
  return (
    <section className="rounded-lg border border-line bg-surface px-4 pt-1 pb-4">
      <Tabs
        label={say.comments}
        value={aba}
        onValue={(next) => set({ aba: next })}
        tabs={[
          {
            value: "comentarios",
            label: say.comments,
            panel: <Comments requestId={request.id} code={request.code} mayWrite={request.can.includes("comment")} />,
          },
          { value: "historico", label: say.history, panel: <RequestHistory requestId={request.id} after={after} /> },
        ]}
      />
    </section>
  );
}
