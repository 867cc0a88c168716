import { Page } from "../../ui/page";

export default function CostCentrePage() {
  return <Page title="Centro de custo">{null}</Page>;
}
