import { Page } from "../../ui/page";

export default function Suppliers() {
  return <Page title="Fornecedores">{null}</Page>;
}
