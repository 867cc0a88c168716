import { Page } from "../../ui/page";

export default function ReceiptPage() {
  return <Page title="Recebimento">{null}</Page>;
}
