import { Page } from "../../ui/page";

export default function OrderPage() {
  return <Page title="Pedido">{null}</Page>;
}
