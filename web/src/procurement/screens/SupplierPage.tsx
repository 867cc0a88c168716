import { Page } from "../../ui/page";

export default function SupplierPage() {
  return <Page title="Fornecedor">{null}</Page>;
}
