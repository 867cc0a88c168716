import { Page } from "../../ui/page";

export default function InvoicePage() {
  return <Page title="Nota fiscal">{null}</Page>;
}
