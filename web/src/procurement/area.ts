import type { Area } from "../app/area";

export const procurementArea: Area = { name: { pt: "", en: "" }, places: [] };
