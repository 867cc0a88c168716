/** An approval of several, and what became of each. */

import { useParams } from "@tanstack/react-router";
import { useRow } from "../../data/rows";
import { Page } from "../../ui/page";
import { Refused, SkeletonRows } from "../../ui/states";
import { useWords } from "../../words/language";
import { BulkProgress } from "../parts/approvals/BulkProgress";
import { approvalsWords } from "../words/approvals";

export default function BulkApproval() {
  const say = useWords(approvalsWords);
  const { id } = useParams({ strict: false }) as { id: string };
  const row = useRow("bulk-approvals", id);
  const title = row ? say.doneTitle[row.decision] : say.title;
  return (
    <Page title={title} width="read" back={{ to: "/aprovacoes", label: say.back }}>
      {row === undefined && <SkeletonRows rows={6} />}
      {row === null && <Refused error="missing" />}
      {row && <BulkProgress id={id} whole />}
    </Page>
  );
}
