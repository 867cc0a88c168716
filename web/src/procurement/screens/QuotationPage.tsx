import { Page } from "../../ui/page";

export default function QuotationPage() {
  return <Page title="Resposta">{null}</Page>;
}
