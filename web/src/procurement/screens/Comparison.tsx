/** The comparison map of a round: look, try choices out, decide. */

import { useParams } from "@tanstack/react-router";
import { ComparisonMap } from "../parts/comparison/ComparisonMap";

export default function Comparison() {
  const { id = "" } = useParams({ strict: false });
  return <ComparisonMap key={id} roundId={id} />;
}
