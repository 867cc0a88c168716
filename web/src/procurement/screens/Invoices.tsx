import { Page } from "../../ui/page";

export default function Invoices() {
  return <Page title="Notas fiscais">{null}</Page>;
}
