import { Page } from "../../ui/page";

export default function Receipts() {
  return <Page title="Recebimentos">{null}</Page>;
}
