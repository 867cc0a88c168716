import { Page } from "../../ui/page";

export default function Quotations() {
  return <Page title="Cotações">{null}</Page>;
}
