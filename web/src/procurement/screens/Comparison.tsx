import { Page } from "../../ui/page";

export default function Comparison() {
  return <Page title="Comparação">{null}</Page>;
}
