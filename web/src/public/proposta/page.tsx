/** The client's page: what the studio offers, and yes or no. */

import { FileText } from "lucide-react";
import type { ProposalBody, PublicProposal } from "../../api/schema";
import { buttonClass } from "../../ui/button";
import { Fact, Facts } from "../../ui/facts";
import { fullDay, moment, money, percent, quantity } from "../../words/format";
import { said, useWords } from "../../words/language";
import { Done, Page, Part, Sum, show, Talk } from "../frame";
import { token, useOpened } from "../link";
import { publicWords } from "../words";
import { Decide } from "./decide";
import { Schedule } from "./schedule";
import { proposalWords } from "./words";

const PATH = "proposals/{token}";

function ProposalPage() {
  const say = useWords(proposalWords);
  const opened = useOpened<PublicProposal>(PATH);
  return (
    <Page of={opened} from={({ proposal, logoUrl }) => ({ name: proposal.studio.name, logoUrl })}>
      {({ proposal, status, decision, comments, can }) => (
        <>
          <Head proposal={proposal} />
          {decision !== null && (
            <Done title={status === "REJEITADO" ? say.declined : say.approved}>
              {say.by(decision.name, moment(decision.at))}
            </Done>
          )}
          {proposal.scope && (
            <Part title={say.scope}>
              <p className="whitespace-pre-wrap">{proposal.scope}</p>
            </Part>
          )}
          <Price proposal={proposal} />
          {proposal.schedule.length > 0 && (
            <Part title={`${say.schedule} · ${say.weeks(proposal.durationWeeks)}`}>
              <Schedule bars={proposal.schedule} />
            </Part>
          )}
          {proposal.terms.length > 0 && (
            <Part title={say.terms}>
              <ul className="flex list-disc flex-col gap-1 pl-5 text-soft">
                {proposal.terms.map((term) => (
                  <li key={term}>{said(term)}</li>
                ))}
              </ul>
            </Part>
          )}
          {can.includes("approve") && <Decide may={can} onDone={opened.again} />}
          {can.includes("comment") && (
            <Talk
              title={say.talk}
              hint={say.askHint}
              messages={comments}
              path={`${PATH}/comments`}
              onSent={opened.again}
            />
          )}
        </>
      )}
    </Page>
  );
}

function Head({ proposal }: { proposal: ProposalBody }) {
  const say = useWords(proposalWords);
  const common = useWords(publicWords);
  const { project } = proposal;
  return (
    <header className="flex flex-col gap-3">
      <div>
        <p className="text-sm text-faint">{say.version(proposal.code, proposal.version)}</p>
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{project.title}</h1>
        <p className="text-soft">{say.for(proposal.client.name)}</p>
        <p className="font-medium text-ochre">{say.valid(fullDay(proposal.validUntil))}</p>
      </div>
      <Facts>
        {project.areaM2 && <Fact name={say.area}>{quantity(project.areaM2)} m²</Fact>}
        {project.buildingType && <Fact name={say.kind}>{said(project.buildingType)}</Fact>}
        {project.place && <Fact name={say.place}>{project.place}</Fact>}
      </Facts>
      <a className={buttonClass("plain")} href={`/api/public/proposals/${token}/pdf`} target="_blank" rel="noreferrer">
        <FileText size={16} aria-hidden />
        {common.pdf}
      </a>
    </header>
  );
}

function Price({ proposal }: { proposal: ProposalBody }) {
  const say = useWords(proposalWords);
  return (
    <Part title={say.price}>
      <dl className="flex flex-col gap-1.5">
        {proposal.disciplines.map((line) => (
          <Sum key={line.name} name={said(line.name)}>
            {money(line.amount)}
          </Sum>
        ))}
        {proposal.adjustments.map((line) => (
          <Sum key={line.label} name={said(line.label)}>
            {money(line.amount)}
          </Sum>
        ))}
        <Sum name={say.total} strong>
          {money(proposal.total)}
        </Sum>
      </dl>
      {proposal.cash && (
        <p className="text-leaf">{say.cash(percent(proposal.cash.percent), money(proposal.cash.total))}</p>
      )}
      {proposal.optionalDisciplines.length > 0 && (
        <div>
          <h3 className="pb-1 text-sm text-faint">{say.optional}</h3>
          <dl className="flex flex-col gap-1.5 text-soft">
            {proposal.optionalDisciplines.map((line) => (
              <Sum key={line.name} name={said(line.name)}>
                {money(line.amount)}
              </Sum>
            ))}
          </dl>
        </div>
      )}
      {proposal.instalments.length > 0 && (
        <div>
          <h3 className="pb-1 text-sm text-faint">{say.instalments}</h3>
          <dl className="flex flex-col gap-1.5">
            {proposal.instalments.map((line) => (
              <Sum
                key={line.label}
                name={line.dueOn ? `${said(line.label)}, ${say.due(fullDay(line.dueOn))}` : said(line.label)}
              >
                {money(line.amount)}
              </Sum>
            ))}
          </dl>
        </div>
      )}
    </Part>
  );
}

show(<ProposalPage />);
