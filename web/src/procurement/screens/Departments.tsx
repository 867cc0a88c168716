import { Page } from "../../ui/page";

export default function Departments() {
  return <Page title="Departamentos">{null}</Page>;
}
