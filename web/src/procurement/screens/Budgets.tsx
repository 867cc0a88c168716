import { Page } from "../../ui/page";

export default function Budgets() {
  return <Page title="Verbas">{null}</Page>;
}
