import { useMe } from "../../data/seat";
import { Page } from "../../ui/page";

export default function Dashboard() {
  const me = useMe();
  return <Page title={`Olá, ${me.name.split(" ")[0]}`}>{null}</Page>;
}
