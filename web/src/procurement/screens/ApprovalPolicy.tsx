import { Page } from "../../ui/page";

export default function ApprovalPolicy() {
  return <Page title="Alçadas">{null}</Page>;
}
