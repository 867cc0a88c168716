import { Page } from "../../ui/page";

export default function BulkApproval() {
  return <Page title="Aprovação em lote">{null}</Page>;
}
