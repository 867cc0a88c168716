import { Page } from "../../ui/page";

export default function NewRound() {
  return <Page title="Nova cotação">{null}</Page>;
}
