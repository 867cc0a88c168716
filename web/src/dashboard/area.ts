/** The first screen: everybody's own queue, and figures that move. */

import { LayoutDashboard } from "lucide-react";
import type { Area } from "../app/area";

export const dashboardArea: Area = {
  name: { pt: "Início", en: "Home" },
  places: [{ to: "/dashboard", label: { pt: "Início", en: "Home" }, icon: LayoutDashboard, letter: "i", thumb: 1 }],
};
