import { Page } from "../../ui/page";

export default function Count() {
  return <Page title="Contagem">{null}</Page>;
}
