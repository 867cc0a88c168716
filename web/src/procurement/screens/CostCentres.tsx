import { Page } from "../../ui/page";

export default function CostCentres() {
  return <Page title="Centros de custo">{null}</Page>;
}
