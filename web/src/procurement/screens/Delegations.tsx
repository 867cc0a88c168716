import { Page } from "../../ui/page";

export default function Delegations() {
  return <Page title="Delegações">{null}</Page>;
}
