import { Page } from "../../ui/page";

export default function Requests() {
  return <Page title="Solicitações">{null}</Page>;
}
