import { Page } from "../../ui/page";

export default function NewRequest() {
  return <Page title="Nova solicitação">{null}</Page>;
}
