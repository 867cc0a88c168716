import { Page } from "../../ui/page";

export default function RequestPage() {
  return <Page title="Solicitação">{null}</Page>;
}
