import { Page } from "../../ui/page";

export default function EditRequest() {
  return <Page title="Editar solicitação">{null}</Page>;
}
