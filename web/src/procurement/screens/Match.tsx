import { Page } from "../../ui/page";

export default function Match() {
  return <Page title="Conferência">{null}</Page>;
}
