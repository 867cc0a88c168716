/** The areas in the order of the navigation. */

import { dashboardArea } from "../dashboard/area";
import { estimatingArea } from "../estimating/area";
import { procurementArea } from "../procurement/area";
import { workspaceArea } from "../workspace/area";
import type { Area } from "./area";

export const AREAS: readonly Area[] = [dashboardArea, estimatingArea, procurementArea, workspaceArea];
