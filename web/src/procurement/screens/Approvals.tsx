import { Page } from "../../ui/page";

export default function Approvals() {
  return <Page title="Aprovações">{null}</Page>;
}
