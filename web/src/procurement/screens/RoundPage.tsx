import { Page } from "../../ui/page";

export default function RoundPage() {
  return <Page title="Cotação">{null}</Page>;
}
