import { Page } from "../../ui/page";

export default function Reports() {
  return <Page title="Relatórios">{null}</Page>;
}
